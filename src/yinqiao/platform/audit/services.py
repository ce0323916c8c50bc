"""Acts of oversight: look at what stands out, keep the list of watched people, note what the nightly proof found."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from yinqiao.kernel.errors import Invalid, Refused
from yinqiao.platform.access.session import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.audit.log import record
from yinqiao.platform.audit.unusual import LOOKED_AT, UNWATCHED, WATCHED, get_unusual, list_watched
from yinqiao.platform.audit.verify import Proof, verify_log

OVERSEERS = frozenset({"auditor", "data_protection_officer"})
# How far back hits are shown and may be looked at.
WINDOW = timedelta(days=90)
VERIFIED = "audit.verified"


def look_at_hit(*, actor: Actor, at: datetime, key: str, note: str) -> None:
    """Record that the actor looked at a hit and what came of it. A later look stands beside the earlier one.

    Invalid `oversight.note_missing`; NotFound for a hit that the log does not show; Refused for other roles, and
    `oversight.own_hit` when the hit is the actor's own.
    """
    _require(actor, OVERSEERS)
    _require_words(note, "请写明核查情况。")
    with perform(actor=actor, action=LOOKED_AT, at=at, purpose=note.strip()) as act:
        today = act.stamp.occurred_on
        hit = get_unusual(key=key, since=today - WINDOW, today=today, region=settings.REGION)
        if hit.actor_id == actor.id:
            raise Refused(
                "oversight.own_hit",
                "这是您本人的查询，不能由您本人核查。",
                next_step="请由另一位审计员或个人信息保护负责人核查。",
            )
        act.note(hit=hit.key, rule=hit.kind)


def watch_person(*, actor: Actor, at: datetime, retiree_id: UUID, why: str) -> None:
    """Put a person on the list: every look-up by anybody is pointed out from the start of the window on.

    The data-protection officer alone keeps the list. Who the person is must be asked of the register before.
    """
    _watch(actor, at, retiree_id, WATCHED, why)


def unwatch_person(*, actor: Actor, at: datetime, retiree_id: UUID, why: str) -> None:
    """Take a person off the list, with the reason."""
    _watch(actor, at, retiree_id, UNWATCHED, why)


def _watch(actor: Actor, at: datetime, retiree_id: UUID, action: str, why: str) -> None:
    _require(actor, frozenset({"data_protection_officer"}))
    _require_words(why, "请写明理由。")
    with perform(actor=actor, action=action, at=at, purpose=why.strip()) as act:
        is_watched = any(one.retiree_id == retiree_id for one in list_watched())
        if is_watched == (action == WATCHED):
            words = "此人已在名单中。" if is_watched else "此人不在名单中。"
            raise Invalid("oversight.already_so", words, next_step="请返回名单核对。")
        act.about("retiree", retiree_id)


def verify_nightly(*, at: datetime) -> Proof:
    """Prove the whole log as `yinqiao audit verify` does and note the outcome, for the auditor's page."""
    proof = verify_log()
    first = min(proof.breaches, key=lambda one: (one.no == 0, one.no), default=None)
    facts = {
        "entries": proof.entries, "checkpoints": proof.checkpoints, "waiting": proof.waiting,
        "breaches": len(proof.breaches), "first_no": first.no if first else 0, "first_code": first.code if first else "",
    }  # fmt: skip
    actor = Actor.system("审计核验")
    with acting(actor):
        record(actor, action=VERIFIED, kind="system", at=at, detail=facts)
    return proof


def _require(actor: Actor, roles: frozenset[str]) -> None:
    if actor.role not in roles:
        raise Refused(
            "oversight.role_may_not",
            "您当前的角色不能办理这项监督事务。",
            next_step="如您还有其他角色，请在右上角切换。",
        )


def _require_words(text: str, sentence: str) -> None:
    if len(text.strip()) < 2:
        raise Invalid("oversight.note_missing", sentence, fields={"note": sentence})
