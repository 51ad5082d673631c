"""Which notices a question is put to, as a request says it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from rag.retrieve.filters import Filters, read_filters


class Scope(BaseModel):
    """Which notices a question is put to; see `rag.retrieve.filters.Filters`."""

    model_config = ConfigDict(extra="forbid")
    issuer: str = ""
    level: str = ""
    year: int | None = None
    region: str = ""
    in_force: bool = False

    def filters(self) -> Filters:
        """The filters, checked.

        Raises:
            QuestionError: the rank is none, or the place is not known.
        """
        return read_filters(**self.model_dump())
