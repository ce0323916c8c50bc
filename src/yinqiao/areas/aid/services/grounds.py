"""On what we may be told of an illness: a person's consent, noted and taken back; a source's basis, noted and ended."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from yinqiao.areas.aid import errors, events
from yinqiao.areas.aid.models import Consent, HealthBasis, VisitDue
from yinqiao.areas.aid.queries import get_health_source
from yinqiao.areas.aid.rules import CONSENT, MANAGERS
from yinqiao.areas.aid.services.telling import end_visits
from yinqiao.areas.aid.types import Ground, NewBasis, NewConsent, VisitState
from yinqiao.areas.intake.services import tell_people
from yinqiao.areas.retirees.queries import require_past
from yinqiao.areas.retirees.services import lock_person
from yinqiao.kernel.errors import Refused
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


def record_consent(*, actor: Actor, at: datetime, retiree_id: UUID, consent: NewConsent) -> UUID:
    """Note that a person consented; returns its id.

    NotFound out of scope; Invalid `aid.paper_missing`, or for a day before the birth or after today; Conflict
    `aid.consent_stands`.
    """
    with perform(actor=actor, action="aid.record_consent", at=at) as act:
        row = lock_person(act=act, retiree_id=retiree_id, rule=CONSENT)
        require_past(consent.given_on, row, act.stamp.occurred_on, "given_on")
        if not consent.paper_no.strip():
            raise errors.paper_missing()
        if Consent.objects.filter(retiree_id=row.pk, withdrawn_on__isnull=True).exists():
            raise errors.consent_stands()
        made = Consent.objects.create(
            retiree_id=row.pk, way=consent.way, given_on=consent.given_on, paper_no=consent.paper_no.strip()[:60],
            author_name=actor.name[:64],
        )  # fmt: skip
        tell_people(act=act, kind=events.CONSENT_GIVEN, people=[row.pk])
        act.note(consent=str(made.pk), way=consent.way.value)
    return made.pk


def withdraw_consent(*, actor: Actor, at: datetime, retiree_id: UUID) -> None:
    """The person takes the consent back: visits that rest on it alone end with it. Conflict `aid.no_consent`."""
    with perform(actor=actor, action="aid.withdraw_consent", at=at) as act:
        row = lock_person(act=act, retiree_id=retiree_id, rule=CONSENT)
        changed = Consent.objects.filter(retiree_id=row.pk, withdrawn_on__isnull=True).update(
            withdrawn_on=act.stamp.occurred_on, withdrawn_name=actor.name[:64]
        )
        if not changed:
            raise errors.no_consent()
        tell_people(act=act, kind=events.CONSENT_WITHDRAWN, people=[row.pk])
        resting = VisitDue.objects.filter(retiree_id=row.pk, ground=Ground.CONSENT)
        end_visits(act, resting, VisitState.WITHDRAWN, events.VISIT_DROPPED)


def record_basis(*, actor: Actor, at: datetime, source_id: UUID, basis: NewBasis) -> UUID:
    """Note the basis on which a source may tell of health visits; returns its id.

    NotFound for another office's source, or one that may not tell this type; Invalid `aid.basis_incomplete`,
    `aid.day_not_possible`; Conflict `aid.basis_stands`.
    """
    with perform(actor=actor, action="aid.record_basis", at=at) as act:
        _require_manager(actor)
        source = get_health_source(scope=actor.scope, source_id=source_id, today=act.stamp.occurred_on)
        if not basis.document.strip() or not basis.article.strip():
            raise errors.basis_incomplete()
        if basis.valid_to is not None and basis.valid_to <= basis.valid_from:
            raise errors.day_not_possible("valid_to", "终止日期应晚于起始日期，没有保存。")
        try:
            with transaction.atomic():
                made = HealthBasis.objects.create(
                    source_id=source.source_id, place_no=actor.scope.place_from, document=basis.document.strip(),
                    article=basis.article.strip(), valid_from=basis.valid_from, valid_to=basis.valid_to,
                    author_name=actor.name[:64],
                )  # fmt: skip
        except IntegrityError as problem:
            raise errors.basis_stands() from problem
        act.about("source", source.source_id, people=0)
        act.note(basis=str(made.pk))
    return made.pk


def end_basis(*, actor: Actor, at: datetime, source_id: UUID) -> None:
    """From now on the source needs each person's consent; what was listed stays. Conflict `aid.no_basis`."""
    with perform(actor=actor, action="aid.end_basis", at=at) as act:
        _require_manager(actor)
        source = get_health_source(scope=actor.scope, source_id=source_id, today=act.stamp.occurred_on)
        changed = HealthBasis.objects.filter(source_id=source.source_id, ended_at__isnull=True).update(
            ended_at=at, ended_name=actor.name[:64]
        )
        if not changed:
            raise errors.no_basis()
        act.about("source", source.source_id, people=0)


def _require_manager(actor: Actor) -> None:
    if actor.role not in MANAGERS:
        raise Refused("aid.role_may_not", "您当前的角色不能登记依据，没有保存。", next_step="请由市级经办人办理。")
