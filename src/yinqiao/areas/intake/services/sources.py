"""Registers sources: which office, on what legal basis, what it may tell, how fast, and by which key."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from yinqiao.areas.accounts.queries import scope_of_key
from yinqiao.areas.accounts.services import add_office
from yinqiao.areas.intake import errors
from yinqiao.areas.intake.models import Contradiction, Message, Source
from yinqiao.areas.intake.services.halting import lock_source
from yinqiao.areas.intake.types import NewSource, SourceKind, inward_types
from yinqiao.platform.access import Actor, Scope
from yinqiao.platform.acts import Act, perform

_CODE = re.compile(r"[a-z0-9][a-z0-9-]{2,59}")
MOST_RATE = 600_000


def register_source(*, actor: Actor, at: datetime, source: NewSource) -> UUID:
    """Register a source; returns its id. One without a key tells on paper alone, about everybody in the actor's scope.

    Invalid `intake.source_invalid` with the field; Conflict `intake.source_taken` when another source has code or key.
    """
    with perform(actor=actor, action="intake.register_source", at=at) as act:
        _require_sound(source)
        reach = _reach(actor, source.key_id)
        try:
            with transaction.atomic():
                made = Source.objects.create(
                    name=source.name.strip(), kind=source.kind.value, code=source.code, types=list(source.types),
                    place_no=actor.scope.place_from, key_id=source.key_id, basis_document=source.basis.document.strip(),
                    basis_article=source.basis.article.strip(), basis_from=source.basis.valid_from,
                    basis_to=source.basis.valid_to, rate=source.rate, silent_days=source.silent_days, state_at=at,
                    reach_from=reach.place_from, reach_to=reach.place_to, reach_enterprises=list(reach.enterprises),
                )  # fmt: skip
        except IntegrityError as problem:
            raise errors.source_taken() from problem
        if source.kind is not SourceKind.ENTERPRISE and not actor.scope.is_sandbox:
            add_office(act=act, office_id=made.pk, name=made.name, place_no=made.place_no)
        act.about("source", made.pk, people=0)
        act.note(kind=source.kind.value, types=list(source.types))
        return made.pk


def bind_key(*, actor: Actor, at: datetime, source_id: UUID, key_id: UUID | None) -> None:
    """Give a source another key, or none: the one before opens nothing here with the next request."""
    with perform(actor=actor, action="intake.bind_key", at=at) as act:
        source = lock_source(act, source_id)
        reach = _reach(actor, key_id)
        source.key_id, source.reach_from, source.reach_to = key_id, reach.place_from, reach.place_to
        source.reach_enterprises = list(reach.enterprises)
        try:
            with transaction.atomic():
                source.save(update_fields=["key", "reach_from", "reach_to", "reach_enterprises"])
        except IntegrityError as problem:
            raise errors.source_taken() from problem
        act.note(key=str(key_id or ""))


def remove_source(*, act: Act, source_id: UUID) -> int:
    """Take away a source of the act's own sandbox with all that it told, returns how much; NotFound for any other."""
    source = lock_source(act, source_id)
    if not act.actor.scope.is_sandbox:
        raise errors.not_found()
    told = Message.objects.filter(source=source)
    Contradiction.objects.filter(message__in=told).delete()
    count: int = told._raw_delete(told.db)  # at once: one message names another that it takes back
    source.delete()
    return count


def _reach(actor: Actor, key_id: UUID | None) -> Scope:
    if key_id is None:
        return actor.scope
    found = scope_of_key(key_id=key_id)
    if found is None:
        raise errors.invalid_source("key", "没有这个接口凭据，或者它已失效。")
    if found.is_sandbox != actor.scope.is_sandbox:
        raise errors.invalid_source("key", "试用凭据只能用于试用对接，正式凭据只能用于正式来源。")
    return found


def _require_sound(source: NewSource) -> None:
    types = inward_types()
    if not _CODE.fullmatch(source.code):
        raise errors.invalid_source("code", "标识由小写字母、数字和短横线组成，3 至 60 位。")
    if not source.types or not all(one in types and source.kind in types[one].kinds for one in source.types):
        raise errors.invalid_source("types", f"{source.kind.label}不能报告所选的信息类型，请重新选择。")
    if not source.basis.document.strip() or not source.basis.article.strip():
        raise errors.invalid_source("basis_document", "请写明依据的文件和条款。")
    if source.basis.valid_to is not None and source.basis.valid_to <= source.basis.valid_from:
        raise errors.invalid_source("basis_to", "终止日期应晚于起始日期。")
    if not 1 <= source.rate <= MOST_RATE:
        raise errors.invalid_source("rate", f"每分钟上限应为 1 至 {MOST_RATE}。")
