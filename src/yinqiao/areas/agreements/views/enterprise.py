"""What agreements stand with an enterprise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.agreements import queries
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import EnterpriseFact


def enterprise_facts(actor: Actor, enterprise_id: int, today: date) -> Sequence[EnterpriseFact]:
    """Its agreements within the actor's scope, in every state."""
    found = queries.list_agreements(scope=actor.scope).filter(enterprise_id=enterprise_id)
    url = f"{reverse('agreements:agreements')}?enterprise={enterprise_id}"
    return [EnterpriseFact("移交协议", found.count(), "份", url)]
