"""The question sets of an office and the drafts that become questions, in folders beside the index."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from eval.cases import (
    KINDS,
    PLACES,
    QUESTIONS,
    Address,
    Case,
    CaseLanguage,
    Kind,
    QuestionSet,
    language_asked,
    load,
    one_line,
)
from eval.golds import faults_of, stated_at
from eval.incoming import Entry, address_of, incoming
from eval.writing import WRITING, add_cases, comments_of, drop_case, free_id, replace_case, to_yaml
from rag.address import label
from rag.domain import Notice, Turn
from rag.errors import EvalError, UnknownAddress
from rag.settings import Settings
from ui.feedback import drafts_folder

BUILT_IN = "@"
"""Names the questions that came with the project, which no set of the office can be called; they are not changed."""
MOST_OFFERED = 5
"""Items that are offered where a fact stands elsewhere."""
# matches 加装电梯 and set-2; not ../set, a/b or an empty name
_NAME = re.compile(r"[\w-]{1,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What a person wrote in the form of a case."""

    question: str
    answerable: bool
    kind: Kind = "fact"
    """Of a question that stands alone and has an answer; the others say theirs by themselves."""
    language: CaseLanguage | None = None
    """None for that of the question."""
    history: tuple[str, ...] = ()
    """The questions before."""
    cite: tuple[str, ...] = ()
    """Addresses as people write them, of items that must be cited each."""
    cite_any: tuple[str, ...] = ()
    """Of which one is enough."""
    cite_also: tuple[str, ...] = ()
    """That may be cited."""
    facts: tuple[str, ...] = ()
    """Each with its wordings between ``|``."""
    members: tuple[str, ...] = ()
    members_also: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One thing that was written in the form, held against the notices."""

    words: str
    right: bool
    is_source: bool = False
    """Whether it is an address, of an item that does not exist; else a fact or a place."""
    offered: tuple[str, ...] = ()
    """Addresses of items that hold what the cited ones do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSet:
    """One of the office's question sets: its questions, or why it cannot be read."""

    name: str
    cases: tuple[Case, ...] = ()
    problem: str = ""


class QuestionSets:
    """Question sets and drafts; a set is begun by its first question and ends with its last."""

    def __init__(self, settings: Settings) -> None:
        """Begin with what lies beside the index that `settings` name."""
        self._home = settings.index.parent / "questions"
        self._drafts = drafts_folder(settings)

    def names(self) -> tuple[str, ...]:
        """The names of the office's own question sets."""
        folders = self._home.iterdir() if self._home.is_dir() else ()
        return tuple(sorted(path.name for path in folders if any((path / f"{kind}.yaml").is_file() for kind in KINDS)))

    def folder(self, name: str) -> Path:
        """Where a set lies; the one that came with the project for `BUILT_IN` and for ``""``.

        Raises:
            EvalError: there is no such set.
        """
        if name in ("", BUILT_IN):
            return QUESTIONS
        if name not in self.names():
            raise EvalError(f"没有题库 {name!r}。", hint="请从列出的题库中选择。")
        return self._home / name

    def questions(self, name: str) -> QuestionSet:
        """The questions of a set, as for `folder`; held-back ones are left out.

        Raises:
            EvalError: there is no such set, or it cannot be read.
        """
        return _built_in() if name in ("", BUILT_IN) else load(self.folder(name)).only(split="dev")

    def own(self) -> tuple[OwnSet, ...]:
        """The office's question sets; one that was edited by hand and cannot be read does not hide the others."""
        return tuple(map(self._own, self.names()))

    def built_in(self) -> OwnSet:
        """The questions that came with the project, without the held-back ones."""
        return self._own(BUILT_IN)

    def _own(self, name: str) -> OwnSet:
        try:
            return OwnSet(name=name, cases=self.questions(name).cases)
        except EvalError as error:
            return OwnSet(name=name, problem=f"{error.message}{error.hint}")

    def drafts(self) -> tuple[Case, ...]:
        """What 有误 wrote down.

        Raises:
            EvalError: the folder holds what is no draft.
        """
        return load(self._drafts, drafts=True).cases

    def case(self, name: str, case_id: str) -> Case:
        """A question of a set, also of `BUILT_IN`; a draft where no set is named.

        Raises:
            EvalError: there is none.
        """
        cases = self.questions(name).cases if name else self.drafts()
        found = next((one for one in cases if one.id == case_id), None)
        if found is None:
            raise EvalError(f"没有 {case_id!r} 这道题。", hint="请刷新网页。")
        return found

    def remarks(self, draft: str) -> str:
        """What was complained of, and what had been answered, line by line.

        Raises:
            EvalError: there is no such draft.
        """
        return comments_of(self._drafts, draft)

    def drop(self, name: str, case_id: str) -> None:
        """Let a question of a set go; a draft where no set is named.

        Raises:
            EvalError: there is none.
        """
        _check_own(name)
        with WRITING:
            self.case(name, case_id)
            drop_case(self.folder(name) if name else self._drafts, case_id, drafts=not name)

    def keep(self, draft: str, edited: Edited, notices: Sequence[Notice]) -> None:
        """Keep a draft as a person edited it.

        Raises:
            EvalError: there is none of that name, or it is no case.
            UnknownAddress: a source is not among the notices.
        """
        with WRITING:
            replace_case(self._drafts, _made(self.case("", draft), edited, notices), drafts=True)

    def change(self, name: str, case_id: str, edited: Edited, notices: Sequence[Notice]) -> None:
        """Put a question of the set `name` as a person edited it in its place.

        Raises:
            EvalError: there is none, or the case lacks something.
            UnknownAddress: a source is not among the notices.
        """
        _check_own(name)
        with WRITING:
            case = _made(self.case(name, case_id), edited, notices)
            _check_whole(case, notices)
            replace_case(self.folder(name), case)

    def add(self, into: str, edited: Edited, notices: Sequence[Notice], *, draft: str = "", like: str = "") -> Case:
        """Add a question to the set `into`, which is begun where there is none; a draft is no draft any more then.

        What the form does not show comes from the draft, or from the question `like` of `BUILT_IN`.

        Raises:
            EvalError: the name cannot be used, or the case lacks something.
            UnknownAddress: a source is not among the notices.
        """
        _check_name(into)
        with WRITING:
            base = self.case("", draft) if draft else self.case(BUILT_IN, like) if like else None
            case = _made(base, edited, notices)
            _check_whole(case, notices)
            named = replace(case, id=free_id(case.kind, {one.id for one in self._kept(into)}))
            add_cases(self._home / into, [named])
            if draft:
                drop_case(self._drafts, draft, drafts=True)
        return named

    def read_file(self, into: str, text: str, name: str, notices: Sequence[Notice]) -> tuple[Entry, ...]:
        """What the entries of a file would be in the set `into`.

        Raises:
            EvalError: the name cannot be used, or the set cannot be read.
        """
        _check_name(into)
        return incoming(text, name, notices, self._kept(into))

    def take(self, into: str, text: str, name: str, notices: Sequence[Notice]) -> int:
        """Add the cases of a file to the set `into`, all or none; returns how many. Faulty entries are left out.

        Raises:
            EvalError: the name cannot be used, the set cannot be read or written, or no entry can be asked.
        """
        with WRITING:
            entries = self.read_file(into, text, name, notices)
            cases = [entry.case for entry in entries if entry.case is not None]
            if not cases:
                raise EvalError("这个文件里没有可以收进的题目。", hint="请按列出的原因改正后再导入。")
            add_cases(self._home / into, cases)
        return len(cases)

    def export(self, name: str) -> str:
        """The questions of a set as YAML, of `BUILT_IN` without the held-back ones; the drafts for ``""``.

        Raises:
            EvalError: there is no such set.
        """
        if name == BUILT_IN:
            return "\n".join(map(to_yaml, self.questions(name).cases))
        folder = self.folder(name) if name else self._drafts
        files = sorted(path for path in folder.glob("*.yaml") if path.name != PLACES)
        return "\n".join(path.read_text(encoding="utf-8") for path in files)

    def _kept(self, name: str) -> tuple[Case, ...]:
        """The questions of a set that may not have been begun, held-back ones among them."""
        return load(self._home / name, drafts=True).cases


def looked_at(case: Case | None, edited: Edited, notices: Sequence[Notice]) -> tuple[Looked, ...]:
    """Sources that do not exist, and every fact and place of the form, held against the notices.

    Args:
        case: That is edited; None for a new one.
        edited: What stands in the form.
        notices: Those that are held.
    """
    given = (edited.cite, edited.cite_any, edited.cite_also)
    known, any_known, also = (tuple(line for line in _lines(lines) if _names_item(line, notices)) for lines in given)
    written = replace(edited, question=edited.question.strip() or "？", cite=known, cite_any=any_known, cite_also=also)
    made = _made(case, written, notices)
    kept = {*known, *any_known, *also}
    wrong = [fault.gold for fault in faults_of(made, {}, {notice.id: notice for notice in notices})]

    def look(gold: tuple[str, ...] | str, wordings: Sequence[str]) -> Looked:
        words = " | ".join(wordings)
        if made.gold and gold not in wrong:
            return Looked(words=words, right=True)
        places = stated_at(wordings, notices)[:MOST_OFFERED]
        return Looked(words=words, right=False, offered=tuple(label(place.doc, place.path) for place in places))

    return (
        *(
            Looked(words=line, right=False, is_source=True)
            for lines in given
            for line in _lines(lines)
            if line not in kept
        ),
        *(look(fact, fact) for fact in made.facts),
        *(look(member, (member,)) for member in made.members),
    )


def _names_item(line: str, notices: Sequence[Notice]) -> bool:
    try:
        address_of(line, notices)
    except UnknownAddress:
        return False
    return True


@cache
def _built_in() -> QuestionSet:
    """The questions that came with the project, which stay as they are while it runs; reading them takes a while."""
    return load(QUESTIONS).only(split="dev")


def _check_own(name: str) -> None:
    if name == BUILT_IN:
        raise EvalError("随附的题目不能改动。", hint="请复制到自己的题库里再改。")


def _check_name(name: str) -> None:
    if not name:
        raise EvalError("没有题库名。", hint="请填题库名。")
    if not _NAME.fullmatch(name):
        raise EvalError(f"题库名 {name!r} 不可用。", hint="请用文字、数字、- 和 _，不超过 40 个字。")


def _check_whole(case: Case, notices: Sequence[Notice]) -> None:
    if case.answerable and not case.gold:
        raise EvalError("可以回答的题没有出处。", hint="请选好出处。")
    told = "；".join(fault.why for fault in faults_of(case, {}, {notice.id: notice for notice in notices}))
    if told:
        raise EvalError(f"{told}。", hint="请按原文改正出处或要点。")


def _made(case: Case | None, edited: Edited, notices: Sequence[Notice]) -> Case:
    """`case`, or a new one, with what a person wrote; what the form does not show stays."""
    question = one_line(edited.question)
    if not question:
        raise EvalError("题目是空的。", hint="请填写题目。")
    asked = tuple(line for one in edited.history if (line := one_line(one)))
    before = () if case is None else case.history
    if asked != tuple(turn.content for turn in before if turn.role == "user"):
        before = tuple(Turn(role="user", content=one) for one in asked)
    base = case or Case(id="new", kind="fact", language="zh", split="dev", question=question, answerable=True)
    return replace(
        base,
        kind=_kind(edited, follows=bool(before)),
        language=edited.language or language_asked(question),
        question=question,
        answerable=edited.answerable,
        history=before,
        cite=_addresses(edited.cite, notices),
        cite_any=_addresses(edited.cite_any, notices),
        cite_also=_addresses(edited.cite_also, notices),
        facts=tuple(fact for line in _lines(edited.facts) if (fact := _wordings(line))),
        members=_lines(edited.members),
        members_also=_lines(edited.members_also),
        absent=_lines(edited.absent),
        count=edited.count,
    )


def _kind(edited: Edited, *, follows: bool) -> Kind:
    """That of a follow-up and of what is to be refused shows by the rest; what was one and is no more is a fact."""
    if follows:
        return "followup"
    if not edited.answerable:
        return "unanswerable"
    return "fact" if edited.kind in ("followup", "unanswerable") else edited.kind


def _addresses(written: Sequence[str], notices: Sequence[Notice]) -> tuple[Address, ...]:
    return tuple(dict.fromkeys(address_of(line, notices) for line in _lines(written)))


def _wordings(line: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in line.split("|") if part.strip())


def _lines(written: Sequence[str]) -> tuple[str, ...]:
    """What was written, without empty lines and what stands twice."""
    return tuple(dict.fromkeys(line for one in written if (line := one_line(one))))
