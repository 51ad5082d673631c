"""Runs as files: JSON lines, a header and then a line a case, to be compared with runs of another day."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from pathlib import Path as FilePath
from typing import Any, cast

from eval.judge import Score
from eval.metrics import Interval
from eval.retrieval import Channel
from eval.run import Failure, Record, Run
from rag.errors import EvalError
from rag.wire import answer_from_json, answer_to_json

RUNS = FilePath(__file__).parent / "runs"
FORMAT = 1
"""Of the run files; raised when an old reader could no longer read a new file."""


def save_run(done: Run, place: FilePath = RUNS) -> FilePath:
    """Write `done` in one step and return the file: a header line, then a line a case.

    Args:
        done: The run.
        place: The file, where its name ends in ``.jsonl``; else the folder of ``<label>.jsonl``.
    """
    header: dict[str, Any] = {
        "format": FORMAT,
        **{field.name: getattr(done, field.name) for field in fields(done) if field.name != "records"},
        "versions": dict(done.versions),
        "channels": [asdict(channel) for channel in done.channels],
        "cases": len(done.records),
        "passed": sum(record.passed for record in done.records),
        "failures": sum(record.failure is not None for record in done.records),
    }
    lines = [header, *map(_record_to_json, done.records)]
    path = place if place.suffix == ".jsonl" else place / f"{done.label}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    part.replace(path)
    return path


def load_run(path: FilePath) -> Run:
    """The run that `save_run` wrote to `path`.

    Raises:
        EvalError: the file is missing, cut short, or no run of this format.
    """
    try:
        header, *lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        if header["format"] != FORMAT or header["cases"] != len(lines):
            raise EvalError(
                f"评测记录 {path.name} 不完整或格式不符：格式 {header['format']!r}，"
                f"应有 {header['cases']!r} 题，实有 {len(lines)} 题。",
                hint="请重新运行评测。",
            )
        return _run_from_json(header, tuple(map(_record_from_json, lines)))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EvalError(f"评测记录 {str(path)!r} 读不出来：{error!r}。", hint="请检查路径，或重新运行评测。") from error


def _run_from_json(header: dict[str, Any], records: tuple[Record, ...]) -> Run:
    return Run(
        label=header["label"],
        started=header["started"],
        settings=header["settings"],
        questions=header["questions"],
        scoring=header["scoring"],
        versions=tuple(header["versions"].items()),
        records=records,
        channels=tuple(_channel_from_json(body) for body in header["channels"]),
        selected=header.get("selected", header["cases"]),
    )


def _channel_from_json(body: dict[str, Any]) -> Channel:
    figures = {name: body[name] for name in ("recall", "reciprocal_rank", "ndcg")}
    intervals = {name: None if figure is None else Interval(**figure) for name, figure in figures.items()}
    return Channel(name=body["name"], k=body["k"], **intervals)


def _record_to_json(record: Record) -> dict[str, Any]:
    body = {field.name: getattr(record, field.name) for field in fields(record)}
    body["answer"] = None if record.answer is None else answer_to_json(record.answer)
    body["score"] = None if record.score is None else asdict(record.score)
    body["failure"] = None if record.failure is None else asdict(record.failure)
    return body


def _record_from_json(body: dict[str, Any]) -> Record:
    score, answer, failure = body["score"], body["answer"], body["failure"]
    restored: dict[str, Any] = {
        **body,
        "answer": None if answer is None else answer_from_json(answer),
        "score": None if score is None else _score_from_json(score),
        "failure": None if failure is None else Failure(**failure),
    }
    return Record(**restored)


def _score_from_json(body: dict[str, Any]) -> Score:
    fields_of_score: dict[str, Any] = {
        name: tuple(cast("list[str]", value)) if isinstance(value, list) else value for name, value in body.items()
    }
    return Score(**fields_of_score)
