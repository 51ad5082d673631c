"""Which part of a web page is the article: what stands around it is told by tags, names, links and density."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.parse.formats.xml import Element, name_of
from rag.parse.markers import read_annex
from rag.parse.paragraphs import names_genre
from rag.parse.roles import is_addressed, is_letterhead, role_of
from rag.text import squeeze

NO_TEXT = frozenset({"script", "style", "noscript", "template", "svg", "math", "head", "iframe", "object", "embed"})
"""Elements whose characters are not for reading."""
_AROUND = frozenset({"nav", "aside", "footer", "button", "select", "option", "textarea", "dialog", "menu"})
# class="breadcrumb", id="footer_nav", class="share-box", class="xgjd"; not class="content", class="subheading"
_NAMES_AROUND = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|crumbs?|foot|footer|share|sharing|bdshare\w*|side|sidebar"
    r"|related|recommend|copyright|login|search|searchbar|toolbar|tools?|print|qr|qrcode|ewm|erweima|pager|pagination"
    r"|comments?|advert|ads?|banner|topbar|position|location|dqwz|wz|xgwz|xglj|friendlinks?|links?)(?:$|[\s_-])",
    re.IGNORECASE,
)
# 首页 > 政务公开 > 通知 / 当前位置：首页; not 位置：某路1号, 投资<50万元且>10万元
_CRUMBS = re.compile(
    r"(?:您?(?:现在|当前)?的?所?在?位置\s*[:：]|首页\s*(?:>|›|»|/|-{1,2}|→|＞)|[^<，。；]{1,12}[>›»＞][^<，。；]{1,20}[>›»＞])"
)
# 字号：大 中 小 / 打印本页 / 分享到： / 来源：某网 2024-01-01 浏览次数：3; not 来源于财政资金
_TOOLS = re.compile(
    r"[\[【(（]?\s*(?:(?:字体|字号|视力保护色?)\s*[:：]|打印(?:本页|此页|文章)?(?:$|\s|】|\])|关闭(?:窗口|本页|此页)?(?:$|\s|】|\])"
    r"|分享(?:到|至)?\s*(?:[:：]|$|微)|扫一扫|(?:浏览|点击|阅读|访问)(?:次数|量|数)?\s*[:：]"
    r"|(?:信息)?来源\s*[:：].{0,60}$|(?:发布|发稿|更新)(?:日期|时间)\s*[:：].{0,80}$|(?:责任)?编辑\s*[:：].{0,20}$"
    r"|(?:相关(?:链接|文档|附件|阅读|解读|新闻|政策|稿件)|政策解读|图解|延伸阅读)\s*[:：]?$|返回(?:顶部|首页|列表)|收藏(?:$|本页)"
    r"|(?:大|中|小)(?:\s+(?:大|中|小)){1,2}$|保护视力色$|无障碍(?:浏览|阅读|模式|版|$)|长者(?:模式|版|$))"
)
# 上一篇：关于…的通知 / 下一条：; a neighbour's title, whatever it ends with; not 下一步：
_NEIGHBOUR = re.compile(r"[\[【(（]?\s*[上下]一(?:篇|条|页|则|个)\s*(?:[:：]|$)")
# 版权所有 / 京ICP备05070218号 / 网站标识码; at a page's foot
_IMPRINT = re.compile(
    r"版权所有|ICP备|公网安备|网站标识码|网站地图|技术支持\s*[:：]|主办单位\s*[:：]|承办单位\s*[:：]|您是第"
)
# 索引号 / 主题分类 / 发文字号: names of the fields on the card that portals set above a notice
_CARD = re.compile(
    r"索\s*引\s*号|主题分类|主题词|发文机关|发布机构|成文日期|发文日期|发布日期|公开日期|生成日期|发文字号|文\s*号|有\s*效\s*性|信息分类|公开方式"
)
_FIELDS = 4
"""Such names that make a card."""
_CARD_SIZE = 600
"""Characters that a card has at most."""
_CONTAINERS = frozenset(
    {
        *("html", "body", "div", "section", "article", "main", "center", "form", "font", "span", "td", "tr", "tbody"),
        *("table", "ul", "li", "dl", "dd", "header"),
    }
)
_SHARE = 0.7
"""Part of the text around it that an element holds at least where it holds the article."""
_LINKS = 0.6
"""Part of a block's text that stands in links from which on it is a list of links."""


def is_tool(line: str) -> bool:
    """Whether `line` belongs to the page rather than the article: a breadcrumb, a button, an imprint."""
    bare = line.strip()
    if len(bare) > 200 or "。" in bare:
        return False
    if _IMPRINT.search(bare) or _NEIGHBOUR.match(bare):
        return True
    return bool(_CRUMBS.match(bare) or _TOOLS.match(bare)) and not names_genre(bare)


class Page:
    """Text and links of every element of one page, counted once."""

    def __init__(self, root: Element) -> None:
        self._text: dict[Element, int] = {}
        self._links: dict[Element, int] = {}
        self._count(root, inside_link=False)
        self._whole = self._prose(root)
        self.core = self._find_core(root)
        self.ancestors = frozenset(_ancestors(self.core))

    def _count(self, element: Element, *, inside_link: bool) -> None:
        name = name_of(element)
        text = links = 0
        if name not in NO_TEXT:
            inside_link = inside_link or name == "a"
            own = _letters(element.text)
            text, links = own, own if inside_link else 0
            for one in element:
                self._count(one, inside_link=inside_link)
                tail = _letters(one.tail)
                text += self._text[one] + tail
                links += self._links[one] + (tail if inside_link else 0)
        self._text[element], self._links[element] = text, links

    def _prose(self, element: Element) -> int:
        """Letters outside links."""
        return self._text[element] - self._links[element]

    def is_most(self, element: Element) -> bool:
        """Whether `element` holds most of the page's prose: what a script would show though a style hides it."""
        return self._prose(element) > self._whole / 2

    def is_around(self, element: Element) -> bool:
        """Whether `element` is navigation, a tool bar, a list of links or the page's foot."""
        if self.is_most(element):
            return False
        named = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
        if name_of(element) in _AROUND or _NAMES_AROUND.search(named):
            return True
        return self._lists_links(element)

    def _lists_links(self, element: Element) -> bool:
        if name_of(element) not in ("div", "ul", "ol", "dl", "table", "td", "p", "section", "span"):
            return False
        text = self._text[element]
        if not text or self._links[element] < _LINKS * text:
            return False
        return sum(name_of(one) == "a" for one in element.iter()) >= 3 and not _names_annex(element)

    def is_card(self, element: Element) -> bool:
        """Whether `element` is the card with the notice's particulars that a portal sets above it."""
        if element is self.core or not 0 < self._text[element] <= _CARD_SIZE:
            return False
        text = plain_text(element)
        return len({squeeze(name) for name in _CARD.findall(text)}) >= _FIELDS and "。" not in text

    def symbols(self, card: Element) -> list[str]:
        """The 文号 on a card that the article itself does not print."""
        printed = squeeze(plain_text(self.core)).replace(squeeze(plain_text(card)), "")
        lines = [line.strip() for line in plain_text(card).split("\n")]
        return [line for line in lines if role_of(line) == "symbol" and squeeze(line) not in printed]

    def is_outside(self, element: Element, *, above: bool) -> bool:
        """Whether `element`, which stands beside the article, is no part of it: neither heading, end nor prose.

        Args:
            element: A neighbour of the article, or of what holds it.
            above: Whether it comes before the article, where no signature stands.
        """
        if name_of(element) in ("h1", "h2", "h3", "h4"):
            return False
        text = plain_text(element)
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        if any("。" in line and not is_tool(line) for line in lines):
            return False
        roles = [role_of(line) for line in lines]
        if above:
            headed = any(names_genre(line) or is_addressed(line) or is_letterhead(line) for line in lines)
            return "symbol" not in roles and not headed
        return not any(roles) and not any(read_annex(line) is not None for line in lines)

    def _find_core(self, root: Element) -> Element:
        element = root
        while True:
            prose = sum(self._prose(one) for one in element if not self.is_around(one))
            heir = next(
                (one for one in element if name_of(one) in _CONTAINERS and self._prose(one) >= max(_SHARE * prose, 1)),
                None,
            )
            if heir is None or (name_of(heir) == "table" and not is_layout(heir)):
                return element
            if name_of(heir) in ("span", "font", "li", "ul", "dl") and not _has_blocks(heir):
                return element
            element = heir


def is_layout(table: Element) -> bool:
    """Whether `table` only sets the page out: one row or column, or other tables and whole articles in its cells."""
    if table.get("role") == "presentation":
        return True
    cells = [one for one in table.iter() if name_of(one) in ("td", "th") and _table_of(one) is table]
    rows = sum(name_of(one) == "tr" and _table_of(one) is table for one in table.iter())
    if rows <= 1 or len(cells) <= rows:
        return True
    inner = [one for one in table.iter() if name_of(one) == "table" and one is not table]
    if not inner:
        return False
    whole = len(plain_text(table))
    return sum(len(plain_text(one)) for one in inner if _table_of(one) is table) >= 0.5 * whole or (
        len(cells) <= 3 and max(len(plain_text(cell)) for cell in cells) > 500
    )


def _table_of(element: Element) -> Element | None:
    parent = element.getparent()
    while parent is not None and name_of(parent) != "table":
        parent = parent.getparent()
    return parent


def _has_blocks(element: Element) -> bool:
    return any(name_of(one) in ("p", "div", "table", "br") for one in element.iter())


def _names_annex(element: Element) -> bool:
    return read_annex(plain_text(element).strip()) is not None


def _ancestors(element: Element) -> Iterator[Element]:
    parent: Element | None = element
    while parent is not None:
        yield parent
        parent = parent.getparent()


def plain_text(element: Element) -> str:
    """The text below `element`, its blocks on lines of their own."""
    pieces: list[str] = []
    for one in element.iter():
        if name_of(one) in ("p", "div", "tr", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "td"):
            pieces.append("\n")
        if name_of(one) not in NO_TEXT:
            pieces.append(one.text or "")
        if one is not element:
            pieces.append(one.tail or "")
    return "".join(pieces)


def _letters(text: str | None) -> int:
    return 0 if text is None else sum(not char.isspace() for char in text)
