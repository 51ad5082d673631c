"""Which notices a question is put to, as a request says it."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from rag.retrieve.filters import Filters, read_filters


def _several(given: object) -> object:
    return (given,) if isinstance(given, str) else given


class Scope(BaseModel):
    """Which notices a question is put to; see `rag.retrieve.filters.Filters`."""

    model_config = ConfigDict(extra="forbid")
    issuer: str = ""
    level: str = ""
    year: int | None = None
    region: str = ""
    in_force: bool = False
    notices: Annotated[tuple[str, ...], BeforeValidator(_several)] = ()
    """One alone may stand without a list around it, as the page's address has it."""

    def filters(self) -> Filters:
        """The filters, checked.

        Raises:
            QuestionError: the rank is none, or the place is not known.
        """
        return read_filters(**self.model_dump())
