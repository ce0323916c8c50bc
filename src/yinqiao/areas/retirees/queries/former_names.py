"""The names that people had before, for search to say by which of them it found somebody."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from yinqiao.areas.retirees.models import FormerName
from yinqiao.kernel.pinyin import name_terms


@dataclass(frozen=True, slots=True)
class KnownName:
    """A former name; `is_told` when somebody told it as 曾用名, else the register had it until it was corrected."""

    name: str
    is_told: bool

    @property
    def label(self) -> str:
        """What it is called. A name that was corrected may have been a slip of the pen: it is not called 曾用名."""
        return "曾用名" if self.is_told else "原登记姓名"

    @property
    def words(self) -> str:
        """What a hit says."""
        return f"{self.label} {self.name}"


def former_names_of(ids: Collection[UUID]) -> dict[UUID, list[KnownName]]:
    """The former names of people whom the transaction's scope reaches, told ones first; who has none is absent."""
    known: dict[UUID, dict[str, KnownName]] = {}
    rows = FormerName.objects.filter(retiree_id__among=ids).order_by("-is_told", "name")
    for who, name, is_told in rows.values_list("retiree_id", "name", "is_told"):
        # Merged entries may have known the same name.
        known.setdefault(who, {}).setdefault(name, KnownName(name, is_told))
    return {who: list(names.values()) for who, names in known.items()}


def has_term(name: str, key: str) -> bool:
    """Whether a search for `key` finds this name."""
    return any(one.term.startswith(key) for one in name_terms(name))


def named_so(known: Sequence[KnownName], key: str) -> KnownName | None:
    """The first of the names that a search for `key` finds."""
    return next((one for one in known if has_term(one.name, key)), None)
