"""What stands sealed in a case, shown for a purpose that is on record."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.applications import errors
from yinqiao.areas.applications.queries import content_of, get_case
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.audit.log import record


def show_answer(*, actor: Actor, at: datetime, case_id: UUID, field: str, purpose: str) -> str:
    """One answer in full; an entry of kind `read` names the purpose. Invalid without one; NotFound out of scope."""
    if not purpose.strip():
        raise errors.words_missing("purpose", "请写明查看的目的。")
    with acting(actor):
        case = get_case(scope=actor.scope, case_id=case_id)
        content = content_of(case)
        told = {**content["answers"], "proxy_phone": content.get("phone", "")}
        if field not in told:
            raise NotFound
        record(
            actor, action="applications.show_answer", kind="read", at=at, subject=("retiree", case.retiree_id), people=1,
            purpose=purpose.strip(), detail={"number": case.number, "field": field},
        )  # fmt: skip
        return str(told[field])
