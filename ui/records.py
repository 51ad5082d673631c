"""An answer that comes back from the browser: it is checked as what anybody may have written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any

from rag.domain import Answer
from rag.errors import QuestionError
from rag.wire import answer_from_json

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def read_answer(body: Mapping[str, Any]) -> Answer:
    """The answer that `body` is in the schema of ``rag.wire``.

    Raises:
        QuestionError: it is none, or one of another version of the schema.
    """
    from pydantic import ValidationError

    try:
        answer = _schema().validate_python(asdict(answer_from_json(dict(body))))
    except (KeyError, TypeError, ValueError, AttributeError, ValidationError) as error:
        raise QuestionError("这份回答的格式无法识别。", hint="请重新提问，再试一次。") from error
    table = answer.table
    if table is not None and any(len(row) != len(table.columns) for row in table.rows):
        raise QuestionError("这份回答的表格不完整。", hint="请重新提问，再试一次。")
    return answer


@cache
def _schema() -> TypeAdapter[Answer]:
    from pydantic import TypeAdapter

    return TypeAdapter(Answer)
