"""Commands of the register that a decision may carry out. Rooms above register their own."""

from __future__ import annotations

from typing import Final

from django.utils import timezone

from yinqiao.areas.applications.types import Applicant, Effect, EffectCall
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.services import correct_details
from yinqiao.areas.retirees.types import Correction, Source

_CONTACT = ("phone", "address")


def _change_contact(call: EffectCall) -> None:
    """The register says what was filled in; blank leaves what it says."""
    card = get_person(scope=call.actor.scope, retiree_id=call.retiree_id)
    source = Source.RELATIVE if call.applicant is Applicant.FAMILY else Source.SELF
    values = {name: call.answers[name] for name in _CONTACT if call.answers.get(name)}
    correct_details(
        actor=call.actor, at=call.at, retiree_id=call.retiree_id,
        correction=Correction(values, source, timezone.localdate(call.at), card.lock_version),
    )  # fmt: skip


CHANGE_CONTACT: Final = Effect("retirees.change_contact", "更正联系方式", frozenset(_CONTACT), _change_contact)
