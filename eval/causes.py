"""Why questions did not pass: the reasons of one, and many by their gravest; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from eval.run import Record
from eval.words import FAULTS, Words, both

_SHOWN = 6
"""Things of one sort that are named in why a question did not pass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One cause, and the questions that did not pass because of it."""

    name: str
    """Of `eval.words.FAULTS`."""
    leading: tuple[Record, ...]
    """Those of which it is the gravest cause; each question leads under one."""
    questions: int
    """All that have it, with others or alone."""


def by_cause(records: Sequence[Record]) -> tuple[Cause, ...]:
    """The causes for which some of `records` did not pass, the gravest first."""
    causes = [(record, [name for name, _ in _reasons(record)]) for record in records if not record.passed]
    return tuple(
        Cause(
            name=name,
            leading=tuple(record for record, names in causes if names[0] == name),
            questions=sum(name in names for _, names in causes),
        )
        for name in FAULTS
        if any(name in names for _, names in causes)
    )


def faults(record: Record) -> tuple[Words, ...]:
    """Why a record did not pass, one line a reason, the gravest first; empty for one that passed."""
    if record.passed:
        return ()
    return tuple(_fault(name, _some(things)) if things else FAULTS[name] for name, things in _reasons(record))


def _reasons(record: Record) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names of causes, at least one where a record did not pass, with what is missing or too many."""
    if record.failure is not None:
        return (("failure", (f"{record.failure.kind}：{record.failure.message}",)),)
    score = record.score
    if score is None:
        return ()
    decision = () if score.abstention_right else (("silent" if record.answerable else "guessed", ()),)
    found = (
        ("violations", score.violations),
        ("facts", score.missing_facts),
        ("citations", score.missing_citations),
        ("members", score.missing_members),
        ("extra", score.wrong_members),
        ("wrong", score.wrong_citations),
    )
    return (*decision, *((name, things) for name, things in found if things))


def _fault(name: str, what: str) -> Words:
    return both(f"{FAULTS[name].zh}：{what}", f"{FAULTS[name].en}: {what}")


def _some(found: Sequence[str]) -> str:
    """The first of `found`; of addresses in one notice the notice once: ``某发〔2025〕1号 一（一）1、二（四）5``."""
    shown = found[:_SHOWN]
    groups = groupby(shown, key=lambda one: one.rpartition(" ")[0])
    named = [(f"{doc} " if doc else "") + "、".join(one.rpartition(" ")[2] for one in ones) for doc, ones in groups]
    rest = f" …（{len(found)}）" if len(found) > len(shown) else ""
    return "、".join(named) + rest
