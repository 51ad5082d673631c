"""The question set: YAML cases read to frozen values, and how what is said is compared with what they ask for."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path as FilePath
from typing import Any, Literal, cast, get_args

from eval.written import written
from rag.address import label
from rag.domain import Path, Turn
from rag.errors import EvalError
from rag.text import fold, language_of, simplify

Kind = Literal[
    "list", "fact", "place", "task", "compare", "address", "notice", "unanswerable", "colloquial", "followup"
]
Split = Literal["dev", "test"]
CaseLanguage = Literal["zh", "en", "zh-hant"]

KINDS: tuple[Kind, ...] = get_args(Kind)
LANGUAGES: tuple[CaseLanguage, ...] = get_args(CaseLanguage)
QUESTIONS = FilePath(__file__).parent / "questions"
PLACES = "places.yaml"

# matches the mark in "10万元[3]"; not the brackets of "[第3条]".
_MARK = re.compile(r"\[\d+\]")
# matches the comma of "2,000万元"; not that of "第1, 2项".
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
# matches the blanks in "10 万元" and "10 million"; not that in "in Xi'an", where words would run together.
_BLANK = re.compile(r" (?![a-z])|(?<![a-z]) ")
_ONE_SIGN = {"—": "-", "–": "-", "～": "-", "~": "-", "‘": "'", "’": "'"}
# Quotation marks and markdown's signs say nothing about a fact: “工具箱” is 工具箱, **50万元** is 50万元.
_SIGNS = str.maketrans({**_ONE_SIGN, **dict.fromkeys('“”"「」『』*`|', "")})


_NO_DIGIT_BEFORE, _NO_DIGIT_AFTER = r"(?<!\d)(?<!\d\.)", r"(?!\.?\d)"
_NO_LETTER_BEFORE, _NO_LETTER_AFTER = r"(?<![a-z])", r"(?![a-z])"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Address:
    """Where an item stands: notice and path."""

    doc: str
    path: Path

    def __str__(self) -> str:
        """As people write it: ``建办市函〔2025〕190号 一（四）2``."""
        return label(self.doc, self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question and what a right answer to it holds."""

    id: str
    kind: Kind
    language: CaseLanguage
    split: Split
    """``dev`` may be looked at while tuning; ``test`` is held back for the final figures."""
    question: str
    answerable: bool
    history: tuple[Turn, ...] = ()
    cite: tuple[Address, ...] = ()
    """Items that must be cited, each of them."""
    cite_any: tuple[Address, ...] = ()
    """Items of which at least one must be cited: the same figure is printed in each."""
    cite_also: tuple[Address, ...] = ()
    """Items that may be cited without harm to precision."""
    facts: tuple[tuple[str, ...], ...] = ()
    """What the answer must state; each with its equally right wordings, of which one is enough."""
    absent: tuple[str, ...] = ()
    """What the answer must not state."""
    members: tuple[str, ...] = ()
    """Places that a complete enumeration names, by their names in `QuestionSet.places`."""
    members_also: tuple[str, ...] = ()
    """Places that may be named without harm to precision."""
    count: int | None = None
    """How many, where the question asks for the number."""

    @property
    def gold(self) -> tuple[Address, ...]:
        """All items that the answer can stand on."""
        return (*self.cite, *self.cite_any)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSet:
    """The cases in file order, and every place that a case or an answer can name."""

    cases: tuple[Case, ...]
    places: Mapping[str, tuple[str, ...]]
    """Name as printed → its other names."""
    fingerprint: str
    """First 12 hexadecimal digits of the SHA-256 of the files."""

    def only(self, *, split: Split | None = None, kinds: Sequence[Kind] = ()) -> QuestionSet:
        """The cases of one split (None: both) and of `kinds` (empty: all), in order."""
        kept = (case for case in self.cases if split in (None, case.split) and (not kinds or case.kind in kinds))
        return replace(self, cases=tuple(kept))


def one_line(text: str) -> str:
    """`text` as YAML gives it back: without line ends of any kind and without control characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def language_asked(question: str) -> CaseLanguage:
    """The language of a question, traditional Chinese told from simplified."""
    if language_of(question) == "en":
        return "en"
    return "zh" if simplify(question) == question else "zh-hant"


def plain(text: str) -> str:
    """`text` as facts are compared.

    Half width, simplified, lower case; without quotation marks, markdown's signs, ``[n]`` marks and blanks,
    save those between Latin words.
    """
    bare = _THOUSANDS.sub("", _MARK.sub("", fold(text)))
    return _BLANK.sub("", " ".join(bare.translate(_SIGNS).split()))


def contains(text: str, fact: str) -> bool:
    """Whether `fact` stands in `text`, both `plain`; 2个 does not stand in 12个, nor two in network."""
    first, last = fact[:1], fact[-1:]
    before = _NO_DIGIT_BEFORE if first.isdigit() else _NO_LETTER_BEFORE if first.isascii() else ""
    after = _NO_DIGIT_AFTER if last.isdigit() else _NO_LETTER_AFTER if last.isascii() else ""
    return bool(fact) and re.search(before + re.escape(fact) + after, text) is not None


def load(folder: FilePath = QUESTIONS, *, drafts: bool = False) -> QuestionSet:
    """All cases of `folder`, one YAML file a kind, and its ``places.yaml``; without one, the places that they name.

    Args:
        folder: Where they lie.
        drafts: Whether a case may still lack its golds, and the folder its cases.

    Raises:
        EvalError: a file is missing or no YAML, or a case has a missing, unknown or wrong field.
    """
    known = places_of(folder)
    named = [] if known is None else [folder / PLACES]
    files = [path for kind in KINDS if (path := folder / f"{kind}.yaml").is_file()]
    cases = tuple(case for path in files for case in _read_cases(path, known, drafts=drafts))
    if not cases and not drafts:
        raise EvalError(f"题库文件夹 {str(folder)!r} 里没有题目。", hint="请放入 list.yaml、fact.yaml 等文件。")
    twice = [case_id for case_id, times in Counter(case.id for case in cases).items() if times > 1]
    if twice:
        raise EvalError(f"题库 {str(folder)!r} 中题号重复：{twice!r}。", hint="请给每道题一个不同的 id。")
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in [*files, *named])).hexdigest()
    told = dict.fromkeys((name for case in cases for name in (*case.members, *case.members_also)), ())
    return QuestionSet(cases=cases, places=told if known is None else known, fingerprint=digest[:12])


def load_sets(folders: Sequence[FilePath]) -> QuestionSet:
    """The cases of several question sets as one; ids then begin with the name of their set, ``one/list-03``.

    Raises:
        EvalError: as for `load`.
    """
    if len(folders) == 1:
        return load(folders[0])
    sets = {name: load(folder) for name, folder in _told_apart(folders).items()}
    places: dict[str, tuple[str, ...]] = {}
    for questions in sets.values():
        for place, names in questions.places.items():
            places[place] = tuple(dict.fromkeys((*places.get(place, ()), *names)))
    prints = "".join(questions.fingerprint for questions in sets.values())
    return QuestionSet(
        cases=tuple(replace(case, id=f"{name}/{case.id}") for name, one in sets.items() for case in one.cases),
        places=places,
        fingerprint=hashlib.sha256(prints.encode()).hexdigest()[:12],
    )


def _told_apart(folders: Sequence[FilePath]) -> Mapping[str, FilePath]:
    """The folders by as many of their last steps as tell them apart: ``questions``, or ``one/questions``."""
    whole = list(dict.fromkeys(folder.resolve() for folder in folders))
    steps = next(n for n in count(1) if len({folder.parts[-n:] for folder in whole}) == len(whole))
    return {"/".join(folder.parts[-steps:]): folder for folder in whole}


def read_text(path: FilePath) -> str:
    """What stands in a file of a question set.

    Raises:
        EvalError: it is missing or no UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise EvalError(
            f"题库文件 {path.name} 读不出来：{error}。", hint="请检查文件是否存在、是否为 UTF-8 编码。"
        ) from error


def places_of(folder: FilePath) -> Mapping[str, tuple[str, ...]] | None:
    """The places of the question set in `folder`; None where it has no ``places.yaml``: its cases may name any.

    Raises:
        EvalError: the file holds something else.
    """
    return read_places(folder / PLACES) if (folder / PLACES).is_file() else None


def read_places(path: FilePath) -> Mapping[str, tuple[str, ...]]:
    """The places of a question set: name as printed → its other names.

    Raises:
        EvalError: the file is missing or holds something else.
    """
    import yaml

    try:
        body: Any = yaml.safe_load(read_text(path))
    except yaml.YAMLError as error:
        raise EvalError(f"题库文件 {path.name} 读不出来：{error}。", hint="请检查是否为正确的 YAML。") from error
    if not isinstance(body, dict):
        raise EvalError(f"题库文件 {path.name} 应为“地名: [英文名]”，实为 {body!r}。", hint="请按此格式改正。")
    return {str(name): tuple(map(str, names)) for name, names in cast("dict[Any, list[Any]]", body).items()}


def _read_cases(path: FilePath, places: Mapping[str, tuple[str, ...]] | None, *, drafts: bool) -> Iterator[Case]:
    for number, one in enumerate(written(read_text(path), path.name), start=1):
        if one.fault:
            raise EvalError(f"题库文件 {path.name} 第 {one.line} 行：{one.fault}。", hint="请检查这一行的写法。")
        body = mapping(one.body)
        where = f"题库文件 {path.name} 第 {number} 题（{body.get('id')!r}）："
        known = dict.fromkeys(named_places(body), ()) if places is None else places
        yield read_case(body, where=where, places=known, kind=path.stem, draft=drafts)


def mapping(body: object) -> Mapping[str, Any]:
    """What an entry of a file holds; nothing where it is no case."""
    return cast("Mapping[str, Any]", body) if isinstance(body, dict) else {}


def named_places(body: Mapping[str, Any]) -> tuple[str, ...]:
    """The places that a case names, as it was written."""
    lists = (body.get(field) for field in ("members", "members_also"))
    return tuple(str(name) for names in lists if isinstance(names, list) for name in cast("list[Any]", names))


def read_case(
    body: Mapping[str, Any],
    *,
    where: str,
    places: Mapping[str, Sequence[str]],
    kind: str | None = None,
    draft: bool = False,
) -> Case:
    """The case that `body` is.

    Args:
        body: As it was written.
        where: It stands, as the error begins.
        places: Those that it can name.
        kind: The only kind that may stand there; None for any.
        draft: Whether it may still lack its golds.

    Raises:
        EvalError: it has a missing, unknown or wrong field.
    """
    reader = _CaseReader(where=where, body=body)
    case = reader.case()
    unknown = [name for name in (*case.members, *case.members_also) if name not in places]
    if unknown:
        raise reader.error(f"地区 {unknown!r} 不在 {PLACES} 中", "请把它补进去，或改正写法。")
    if case.answerable and not case.gold and not draft:
        raise reader.error("可以回答的题没有出处", "请在 cite 或 cite_any 中写明。")
    if kind not in (None, case.kind):
        raise reader.error(f"kind 是 {case.kind!r}，却在文件 {kind}.yaml 中", "请移到同名文件。")
    return case


@dataclass(frozen=True, slots=True, kw_only=True)
class _CaseReader:
    """Reads one YAML mapping to a Case, and words what is wrong with it."""

    where: str
    body: Mapping[str, Any]

    def error(self, fault: str, hint: str) -> EvalError:
        return EvalError(f"{self.where}{fault}。", hint=hint)

    def case(self) -> Case:
        unknown = sorted(set(self.body) - set(Case.__dataclass_fields__))
        if unknown:
            raise self.error(f"不认识的字段 {unknown!r}", f"可用的字段：{'、'.join(Case.__dataclass_fields__)}。")
        return Case(
            id=self._text("id"),
            kind=cast(Kind, self._choice("kind", KINDS)),
            language=cast(CaseLanguage, self._choice("language", LANGUAGES)),
            split=cast(Split, self._choice("split", get_args(Split))),
            question=self._text("question"),
            answerable=self._typed("answerable", bool),
            history=tuple(map(self._turn, self._list("history"))),
            cite=self._addresses("cite"),
            cite_any=self._addresses("cite_any"),
            cite_also=self._addresses("cite_also"),
            facts=tuple(map(self._fact, self._list("facts"))),
            absent=self._texts("absent"),
            members=self._texts("members"),
            members_also=self._texts("members_also"),
            count=self._typed("count", int) if "count" in self.body else None,
        )

    def _typed(self, field: str, kind: type[Any]) -> Any:  # noqa: ANN401 - of the type that is asked for
        value = self.body.get(field)
        if type(value) is not kind:
            raise self.error(f"字段 {field} 应为 {kind.__name__}，实为 {value!r}", "请改正该字段。")
        return value

    def _text(self, field: str) -> str:
        value: str = self._typed(field, str)
        if not value.strip():
            raise self.error(f"字段 {field} 是空的", "请填写。")
        return value

    def _choice(self, field: str, choices: Sequence[str]) -> str:
        if (value := self._text(field)) not in choices:
            raise self.error(f"字段 {field} 是 {value!r}", f"只能是 {'、'.join(choices)}。")
        return value

    def _list(self, field: str) -> list[Any]:
        return self._typed(field, list) if field in self.body else []

    def _texts(self, field: str) -> tuple[str, ...]:
        values = self._list(field)
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise self.error(f"字段 {field} 应为文字的列表，实为 {values!r}", "数字请加引号。")
        return tuple(values)

    def _fact(self, value: Any) -> tuple[str, ...]:  # noqa: ANN401
        wordings: list[Any] = cast("list[Any]", value) if isinstance(value, list) else [value]
        if not wordings or not all(isinstance(word, str) and plain(word) for word in wordings):
            raise self.error(f"要点 {value!r} 应为文字，或几种写法的列表", "数字请加引号。")
        return tuple(wordings)

    def _turn(self, value: Any) -> Turn:  # noqa: ANN401
        turn = cast("dict[str, Any]", value) if isinstance(value, dict) else {}
        role, content = turn.get("role"), turn.get("content")
        if role not in ("user", "assistant") or not isinstance(content, str) or len(turn) != 2:
            raise self.error(f"history 中的 {value!r} 不是一轮对话", "请写成 {role: user, content: …}。")
        return Turn(role=role, content=content)

    def _addresses(self, field: str) -> tuple[Address, ...]:
        return tuple(map(self._address, self._list(field)))

    def _address(self, value: Any) -> Address:  # noqa: ANN401
        body = cast("dict[str, Any]", value) if isinstance(value, dict) else {}
        doc, path = body.get("doc"), body.get("path")
        steps: list[Any] = cast("list[Any]", path) if isinstance(path, list) else [None]
        if not isinstance(doc, str) or len(body) != 2 or not all(isinstance(step, str) for step in steps):
            raise self.error(f"出处 {value!r} 写法不对", '请写成 {doc: 文号, path: [一, （四）, "2"]}，数字加引号。')
        return Address(doc=doc, path=tuple(steps))
