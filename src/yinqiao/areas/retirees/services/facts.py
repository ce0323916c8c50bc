"""Writes the sealed facts of one person anew; the history keeps the ciphertext that gave way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256

from yinqiao.areas.retirees.models import Retiree, SealedFacts
from yinqiao.areas.retirees.queries.facts import Facts, open_facts
from yinqiao.platform.crypto.fields import conceal_one


def present_facts(row: Retiree) -> Facts:
    """What the register knows of the person; the caller holds the row's lock."""
    return open_facts([row.pk]).get(row.pk, {})


def change_facts(row: Retiree, changed: Mapping[str, str | None]) -> None:
    """Put these facts in place of the present ones; None removes one.

    The caller holds the row's lock and saves `facts_digest` with the row.
    """
    facts = {**present_facts(row), **changed}
    told = json.dumps({name: value for name, value in facts.items() if value}, ensure_ascii=False)
    sealed = conceal_one(SealedFacts, "facts", told, row.pk) or b""
    SealedFacts.objects.filter(pk=row.pk).update(facts=sealed)
    row.facts_digest = sha256(sealed).digest()
