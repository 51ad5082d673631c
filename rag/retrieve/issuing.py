"""Offices by any of their names: 住建局 is the 住房和城乡建设局, and what is a 委员会 or a 厅 elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.glossary import find_concepts
from rag.parse.issuers import without_seat
from rag.question.bodies import abbreviates
from rag.text import fold, squeeze

# the 办公厅 of 住房和城乡建设部办公厅, which signs for the whole; not 某市人民政府办公厅's own name
_ITS_OFFICE = re.compile(r"(?<=[部委局厅会])办公[厅室]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office as it was asked for; one without a name is in no other's."""

    name: str
    """Folded, its seat before it."""
    bare: str
    """Without its seat."""
    variants: frozenset[str]
    """The names that the glossary has for it."""

    @classmethod
    def named(cls, name: str) -> Office:
        """The office called `name`, which may be the words of a name: 市住建局, 人民政府."""
        folded = squeeze(fold(name))
        bare = without_seat(folded)
        concepts = (one.concept for one in find_concepts(bare) if one.end - one.start == len(bare))
        variants = (squeeze(fold(word)) for one in concepts if one.kind == "body" for word in one.zh)
        return cls(name=folded, bare=bare, variants=frozenset(variants))

    def is_in(self, issuer: str) -> bool:
        """Whether `issuer`, as printed, has its words, or is the same office at its seat, where one was named."""
        whole = squeeze(fold(issuer))
        if self.name in whole:
            return bool(self.name)
        bare = _ITS_OFFICE.sub("", without_seat(whole))
        seat, other = self.name.removesuffix(self.bare), whole.removesuffix(without_seat(whole))
        alike = bare in self.variants or abbreviates(self.bare, bare) or abbreviates(bare, self.bare)
        return alike and seat in other
