"""Keeps the items of signed agreements, one statement for as many as an act signs."""

from __future__ import annotations

from uuid import UUID

from yinqiao.areas.agreements.events import SIGNED
from yinqiao.areas.agreements.queries import list_benefits_agreed, standing_benefits
from yinqiao.areas.agreements.types import BenefitsAgreed, StandingBenefit
from yinqiao.areas.benefits.models import BenefitItem
from yinqiao.platform.acts import Act
from yinqiao.platform.events.models import Event


def keep_items(*, act: Act) -> None:
    """Write the items of every main agreement of which this act signed a paper, as all its signed papers leave them."""
    scope = act.actor.scope
    signed = Event.objects.filter(act_id=act.id, type=SIGNED.code).values_list("subject_id", flat=True)
    papers = list_benefits_agreed(scope=scope, agreement_ids=[one for one in signed if one is not None])
    wanted = {one.main_id for one in papers}
    said: dict[UUID, list[BenefitsAgreed]] = {}
    for paper in list_benefits_agreed(scope=scope, agreement_ids=wanted):
        said.setdefault(paper.main_id, []).append(paper)
    BenefitItem.objects.filter(agreement_id__in=list(said)).delete()
    BenefitItem.objects.bulk_create(
        _row(group[0], one) for group in said.values() for one in standing_benefits(group)
    )  # fmt: skip


def _row(main: BenefitsAgreed, one: StandingBenefit) -> BenefitItem:
    item = one.item
    return BenefitItem(
        agreement_id=main.main_id, no=one.no, paper_no=one.agreement_no, enterprise_id=main.enterprise_id,
        covers_group=main.covers_group, place_no=main.place_no, kind=item.kind, audience=item.audience.value,
        retired_before=item.retired_before, amount=item.amount, unit=item.unit, rhythm=item.rhythm.value,
        since=item.since, until=item.until, payer=item.payer.value, basis=item.basis,
    )  # fmt: skip
