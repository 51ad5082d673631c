"""Cases as they stand in a file, not read yet: a list in YAML or JSON, or lines of JSON; each with its line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# matches the "- " of "- id: fact-01" at the very beginning of a line; not that of "  - 甲", which belongs to a case
_ENTRY = re.compile(r"^- ", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One entry of a file, or a part of it that cannot be read."""

    line: int
    """On which it begins, from 1."""
    body: Any = None
    fault: str = ""
    """Why it cannot be read."""


def written(text: str, name: str) -> tuple[Written, ...]:
    """What stands in a file of cases; an entry that cannot be read does not hide the others.

    Args:
        text: Of the file.
        name: Of the file; one that ends in ``.jsonl`` holds a line of JSON for each case.
    """
    if name.lower().endswith(".jsonl"):
        return tuple(_json_lines(text))
    whole = tuple(_yaml(text))
    starts = [match.start() for match in _ENTRY.finditer(text)]
    if not whole[0].fault or len(starts) < 2:
        return whole
    blocks = [(start, text[start:end]) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    return tuple(one for start, block in blocks for one in _yaml(block, before=text.count("\n", 0, start)))


def _json_lines(text: str) -> Iterator[Written]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield Written(line=number, body=json.loads(line))
        except ValueError as error:
            yield Written(line=number, fault=f"不是正确的 JSON：标点、引号或括号有误（{error}）")


def _yaml(text: str, *, before: int = 0) -> Iterator[Written]:
    """The entries of the list that `text` is; `before` lines stand above it."""
    import yaml

    # The C loader reads the set ten times as fast; a build of PyYAML without libyaml has none.
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        root = loader.get_single_node()
        found = [
            Written(line=before + node.start_mark.line + 1, body=loader.construct_document(node))
            for node in (root.value if isinstance(root, yaml.SequenceNode) else ())
        ]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = before + 1 + (0 if mark is None else mark.line)
        found = [Written(line=line, fault=f"不是正确的 YAML：标点、引号或缩进有误（{error.problem or error.context}）")]
    except (yaml.YAMLError, ValueError) as error:  # a character that YAML forbids, a date that does not exist
        found = [Written(line=before + 1, fault=f"不是正确的 YAML：有不能用的字符或日期（{error}）")]
    finally:
        loader.dispose()
    yield from found or [Written(line=before + 1, fault="应是题目的列表，每道题以“- id: …”开头")]
