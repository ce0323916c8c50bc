"""Commands of the register that a decision may carry out. Rooms above register their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.utils import timezone

from yinqiao.areas.applications.types import Applicant, Effect, EffectCall
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.services import correct_details, record_move
from yinqiao.areas.retirees.types import Correction, Move, Source

_CONTACT, _IDENTITY = ("phone", "address"), ("name", "id_no")


def _change_contact(call: EffectCall) -> None:
    """The register says what was filled in; blank leaves what it says."""
    source = Source.RELATIVE if call.applicant is Applicant.FAMILY else Source.SELF
    _correct(call, _CONTACT, source, timezone.localdate(call.at))


def _follow_identity(call: EffectCall) -> None:
    """Name and number as public security changed them, since the day on the document."""
    _correct(call, _IDENTITY, Source.DOCUMENT, date.fromisoformat(call.answers["changed_on"]))


def _correct(call: EffectCall, names: Sequence[str], source: Source, since: date) -> None:
    card = get_person(scope=call.actor.scope, retiree_id=call.retiree_id)
    values = {name: call.answers[name] for name in names if call.answers.get(name)}
    correct_details(
        actor=call.actor, at=call.at, retiree_id=call.retiree_id,
        correction=Correction(values, source, since, card.lock_version),
    )  # fmt: skip


def _move(call: EffectCall) -> None:
    """The new address stands, the new community is offered the person; a place that is no more is refused there."""
    card = get_person(scope=call.actor.scope, retiree_id=call.retiree_id)
    found = places().communities_called(call.answers["community"])
    move = Move(
        date.fromisoformat(call.answers["moved_on"]), found[0].place_no if len(found) == 1 else -1,
        call.answers["address"], call.answers.get("building", ""), Source.SELF, card.lock_version,
    )  # fmt: skip
    record_move(actor=call.actor, at=call.at, retiree_id=call.retiree_id, move=move)


CHANGE_CONTACT: Final = Effect("retirees.change_contact", "更正联系方式", frozenset(_CONTACT), _change_contact)
FOLLOW_IDENTITY: Final = Effect(
    "retirees.follow_identity", "按公安变更更正姓名或身份证号", frozenset({*_IDENTITY, "changed_on"}), _follow_identity
)
RECORD_MOVE: Final = Effect(
    "retirees.record_move", "迁居登记，移交新社区", frozenset({"community", "address", "moved_on"}), _move
)
EFFECTS: Final = (CHANGE_CONTACT, FOLLOW_IDENTITY, RECORD_MOVE)
