"""Opens what is sealed of people: one look-up for many, plain text only inside the process that asked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias
from uuid import UUID

from yinqiao.areas.retirees.models import Retiree, SealedFacts
from yinqiao.platform.crypto.fields import reveal_values

# By the names of `services.columns.SEALED`; what is unknown is absent. `profile` is JSON again.
Facts: TypeAlias = Mapping[str, str]


def read_facts(sealed: Sequence[bytes | memoryview | None], ids: Sequence[UUID]) -> list[Facts]:
    """The facts of ciphertexts read together with the people's ids, in their order; empty where there is none."""
    opened = reveal_values(SealedFacts, "facts", sealed, ids)
    return [{name: value for name, value in json.loads(text).items() if value} if text else {} for text in opened]


def read_fact(name: str, sealed: Sequence[bytes | memoryview | None], ids: Sequence[UUID]) -> list[str]:
    """One of the facts of each ciphertext, in their order; empty where it is unknown."""
    opened = reveal_values(SealedFacts, "facts", sealed, ids)
    return [(json.loads(text).get(name) or "") if text else "" for text in opened]


def read_numbers(sealed: Sequence[bytes | memoryview | None], ids: Sequence[UUID]) -> list[str]:
    """The ID numbers of these ciphertexts, in their order; empty where none is known. Compared and never shown."""
    return read_fact("id_no", sealed, ids)


def open_facts(ids: Sequence[UUID]) -> dict[UUID, Facts]:
    """The facts of people whom the transaction's scope reaches; who is out of it is absent."""
    rows = SealedFacts.objects.filter(pk__among=frozenset(ids)).values_list("pk", "facts")
    return dict(
        zip([row[0] for row in rows], read_facts([row[1] for row in rows], [row[0] for row in rows]), strict=True)
    )


def facts_of(rows: Sequence[Retiree]) -> list[Facts]:
    """The facts of these people, in their order."""
    found = open_facts([row.pk for row in rows])
    return [found.get(row.pk, {}) for row in rows]


def profile_of(known: Facts) -> dict[str, str]:
    """The sealed further facts (health, spouse, contacts…) by their key; empty when there are none."""
    told = json.loads(known.get("profile", "{}"))
    return {str(key): str(value) for key, value in told.items() if value not in (None, "")}


def former_name_of(facts: Facts) -> str | None:
    """The former name that a roster told, or None."""
    return profile_of(facts).get("former_name")
