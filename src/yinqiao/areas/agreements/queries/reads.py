"""Reads of agreements. Scope is a required argument; what was never proposed is seen by its own side alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from yinqiao.areas.agreements import errors
from yinqiao.areas.agreements.models import Agreement, AgreementBatch, AgreementRemark, AgreementVersion
from yinqiao.areas.agreements.queries.strands import STRANDS, TOLD, strand_of
from yinqiao.areas.agreements.rules import holding
from yinqiao.areas.agreements.types import (
    HOLDING,
    NUMBER_LABELS,
    Agreed,
    AgreementState,
    BatchFigures,
    BenefitsAgreed,
    Figures,
    FundsAgreed,
    Numbers,
    Side,
    StrandFigures,
    TaskCounts,
    Terms,
    VersionRow,
)
from yinqiao.areas.lists.queries import list_batches
from yinqiao.areas.lists.types import BatchState, Delivered
from yinqiao.areas.organisations.queries import enterprise_names, list_group_ids, list_successor_ids, places
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import PLACE_MAX, Scope
from yinqiao.platform.events.models import Event

_CENT = Decimal("0.01")


def viewing_side(scope: Scope) -> Side:
    """For which side a scope looks."""
    return Side.ENTERPRISE if scope.is_enterprise else Side.PLACE


def visible_in(scope: Scope) -> Q:
    """The agreements of a scope, without the other side's drafts that were never proposed. Twin of the policy."""
    if scope.place_to == PLACE_MAX:
        return scope.predicate()
    return scope.predicate() & (Q(proposed_by=viewing_side(scope)) | Q(proposed_version__gt=0))


def list_agreements(*, scope: Scope) -> QuerySet[Agreement]:
    """The agreements in scope, newest first, with the number of people in the latest version that the scope may read."""
    is_own = Q(pk__isnull=False) if scope.place_to == PLACE_MAX else Q(proposed_by=viewing_side(scope))
    shown = Case(When(is_own, then=F("version")), default=F("proposed_version"))
    latest = AgreementVersion.objects.filter(agreement=OuterRef("pk"), number=OuterRef("shown_version"))
    people = latest.values(people=Cast(KT("terms__people"), IntegerField()))
    found = Agreement.objects.filter(visible_in(scope)).select_related("enterprise", "main")
    return found.annotate(shown_version=shown).annotate(people=Subquery(people[:1])).order_by("-drafted_on", "-id")


def get_agreement(*, scope: Scope, agreement_id: UUID) -> Agreement:
    """One agreement; NotFound when absent, out of scope, or a draft of the other side that was never proposed."""
    found = list_agreements(scope=scope).filter(pk=agreement_id).first()
    if found is None:
        raise NotFound
    return found


def list_supplements(*, scope: Scope, agreement_id: UUID) -> QuerySet[Agreement]:
    """The supplements of a main agreement, in the order of their numbers."""
    return list_agreements(scope=scope).filter(main_id=agreement_id).order_by("agreement_no")


def list_versions(*, scope: Scope, agreement_id: UUID) -> list[VersionRow]:
    """The versions that the scope may read, newest first: what the other side writes only once it is proposed."""
    row = get_agreement(scope=scope, agreement_id=agreement_id)
    read = AgreementVersion.objects.filter(agreement_id=agreement_id, number__lte=row.shown_version)  # type: ignore[attr-defined]
    found = read.order_by("-number")
    return [
        VersionRow(one.number, Terms.of_json(one.terms), one.remark, one.author_name, one.written_at) for one in found
    ]


def list_remarks(*, scope: Scope, agreement_id: UUID) -> list[AgreementRemark]:
    """Every answer that sent the agreement back, newest first."""
    row = get_agreement(scope=scope, agreement_id=agreement_id)
    return list(AgreementRemark.objects.filter(agreement=row).order_by("-written_at", "-id"))


def list_happenings(*, scope: Scope, agreement_id: UUID) -> list[Event]:
    """What happened to an agreement, newest first, as far as the scope may know."""
    row = get_agreement(scope=scope, agreement_id=agreement_id)
    return list(Event.objects.filter(subject_id=row.pk).order_by("-id"))


def get_holding(*, scope: Scope, main_id: UUID) -> Numbers:
    """What holds under a main agreement: its signed paper and every signed supplement; nothing before the signature."""
    signed = Agreement.objects.filter(visible_in(scope), Q(pk=main_id) | Q(main_id=main_id), state__in=HOLDING)
    versions = AgreementVersion.objects.filter(agreement__in=signed, number=F("agreement__version"))
    return holding(Terms.of_json(one).numbers for one in versions.values_list("terms", flat=True))


def list_agreed(*, scope: Scope) -> list[Agreed]:
    """What every signed paper of the scope says, main agreements and supplements alike; together they are what holds."""
    signed = Agreement.objects.filter(visible_in(scope), state__in=HOLDING)
    versions = AgreementVersion.objects.filter(agreement__in=signed, number=F("agreement__version"))
    found = versions.values_list(
        "agreement__enterprise_id", "agreement__place_no", "agreement__signed_on", "terms"
    )  # fmt: skip
    return [Agreed(firm, place_no, day, Terms.of_json(terms).numbers) for firm, place_no, day, terms in found]


def list_funds_agreed(*, scope: Scope, agreement_ids: Iterable[UUID] | None = None) -> list[FundsAgreed]:
    """What signed papers of the scope say of money, of all or of some main agreements; papers without money are left out."""
    signed = Agreement.objects.filter(visible_in(scope), state__in=HOLDING)
    if agreement_ids is not None:
        ids = list(agreement_ids)
        signed = signed.filter(Q(pk__in=ids) | Q(main_id__in=ids))
    versions = AgreementVersion.objects.filter(agreement__in=signed, number=F("agreement__version"))
    read = versions.select_related("agreement").order_by("agreement_id")
    papers = ((one.agreement, Terms.of_json(one.terms)) for one in read)
    return [
        FundsAgreed(
            row.main_id or row.pk, row.agreement_no, row.main_id is None, row.signed_on, terms.numbers.amount,
            terms.instalments, terms.ends_on,
        )
        for row, terms in papers if row.signed_on and (terms.numbers.amount or terms.instalments)
    ]  # fmt: skip


def list_benefits_agreed(*, scope: Scope, agreement_ids: Iterable[UUID] | None = None) -> list[BenefitsAgreed]:
    """What signed papers of the scope say of benefits, of all or of some main agreements: each main before its supplements,
    these as they were signed. Papers without items are left out, but for main agreements.
    """
    signed = Agreement.objects.filter(visible_in(scope), state__in=HOLDING)
    if agreement_ids is not None:
        ids = list(agreement_ids)
        signed = signed.filter(Q(pk__in=ids) | Q(main_id__in=ids))
    versions = AgreementVersion.objects.filter(agreement__in=signed, number=F("agreement__version"))
    main_first = F("agreement__main_id").asc(nulls_first=True)
    read = versions.select_related("agreement").order_by(main_first, "agreement__signed_on", "agreement__agreement_no")
    papers = ((one.agreement, Terms.of_json(one.terms)) for one in read)
    return [
        BenefitsAgreed(
            row.main_id or row.pk, row.agreement_no, row.main_id is None, row.enterprise_id, row.place_no,
            row.covers_group, terms.benefits,
        )
        for row, terms in papers if terms.benefits or row.main_id is None
    ]  # fmt: skip


def get_figures(*, scope: Scope, agreement_id: UUID) -> Figures:
    """What a main agreement holds and how much of it is delivered, counted from what stands behind its batches.

    Before the signature the numbers are those of the latest version that the scope may read.
    """
    row = get_agreement(scope=scope, agreement_id=agreement_id)
    if row.state in HOLDING:
        agreed = get_holding(scope=scope, main_id=row.pk)
    else:
        agreed = list_versions(scope=scope, agreement_id=agreement_id)[0].terms.numbers
    place = places().by_no[row.place_no]
    within = (place.place_no, place.place_end)
    linked = list(AgreementBatch.objects.filter(agreement=row).order_by("linked_at", "id"))
    names = enterprise_names({one.enterprise_id for one in linked}) if linked else {}
    strands = []
    for strand in STRANDS:
        own = [one for one in linked if one.kind == strand.kind]
        counted = strand.delivered(scope=scope, batch_ids=[one.batch_id for one in own], within=within) if own else {}
        batches = tuple(
            BatchFigures(
                one.batch_id, one.batch_no, names.get(one.enterprise_id, ""), counted.get(one.batch_id, Delivered())
            )
            for one in own
        )
        strands.append(StrandFigures(strand.name, getattr(agreed, strand.name), batches))
    for name, tells in TOLD.items():
        told = tells(scope=scope, agreement_ids=[row.pk]).get(row.pk)
        # As many digits as what it is compared with.
        strands.append(StrandFigures(name, getattr(agreed, name).quantize(_CENT), told=told))
    return Figures(agreed, tuple(strands))


def has_received(*, scope: Scope, link: AgreementBatch) -> bool:
    """Whether anything of a linked batch was signed for, anywhere."""
    counted = strand_of(link.kind).delivered(scope=scope, batch_ids=[link.batch_id], within=(0, PLACE_MAX))
    return any(one.received for one in counted.values())


def covered_enterprises(row: Agreement) -> list[int]:
    """The enterprises whose batches may be delivered under an agreement: its own side's, and of who took over from it."""
    line = list_successor_ids(enterprise_id=row.enterprise_id)
    return [*line[1:], *list_group_ids(enterprise_id=row.enterprise_id)] if row.covers_group else line


def agreed_enterprises(*, scope: Scope, enterprises: Collection[int]) -> set[int]:
    """Those of `enterprises` whose own signed agreement, or that of their group for all of it, stands in the scope.

    A closed agreement stands: what was handed over under it was. One that was broken off or crossed off does not.
    """
    signed = Agreement.objects.filter(visible_in(scope), state__in=HOLDING, main__isnull=True).order_by()
    found = set(signed.filter(enterprise_id__in=enterprises).values_list("enterprise_id", flat=True))
    if left := set(enterprises) - found:
        for head in signed.filter(covers_group=True).values_list("enterprise_id", flat=True).distinct():
            found |= left & set(list_group_ids(enterprise_id=head))
    return found


def list_linkable_batches(*, scope: Scope, agreement_id: UUID) -> list[tuple[UUID, str]]:
    """Submitted batches of the agreement's enterprises that no agreement has yet: id and words; none for a place."""
    row = get_agreement(scope=scope, agreement_id=agreement_id)
    taken, covered = AgreementBatch.objects.values("batch_id"), covered_enterprises(row)
    found = []
    for strand in STRANDS:
        batches = list_batches(scope=scope, kind=strand.kind, state=BatchState.SUBMITTED)
        unit = strand.unit or NUMBER_LABELS[strand.name][1]
        found += [
            (
                one.pk,
                f"{strand.noun} {one.batch_no}，{one.enterprise.name}，{one.counts.get(strand.offered, 0):,} {unit}",
            )
            for one in batches.filter(enterprise_id__in=covered).exclude(pk__in=taken)
        ]
    return found


def find_linkable(*, scope: Scope, row: Agreement, batch_id: UUID) -> Any:
    """A submitted batch that may be delivered under an agreement, of whichever kind.

    NotFound when absent or another's; Invalid `agreements.batch_not_of_parties` when it is not submitted or its
    enterprise not covered.
    """
    for strand in STRANDS:
        batch = list_batches(scope=scope, kind=strand.kind).filter(pk=batch_id).first()
        if batch is None:
            continue
        if batch.state != BatchState.SUBMITTED or batch.enterprise_id not in covered_enterprises(row):
            raise errors.batch_not_of_parties()
        return batch
    raise NotFound


def turn_filters(scope: Scope) -> dict[str, Q]:
    """Filters of the list beside the states: what waits for an answer of this side, what came back to it."""
    own = viewing_side(scope)
    return {
        "answer": Q(state=AgreementState.PROPOSED) & ~Q(proposed_by=own),
        "revise": Q(state=AgreementState.DRAFT, proposed_by=own, proposed_version__gt=0),
    }


def count_tasks(*, scope: Scope) -> TaskCounts:
    """What asks for a side, in one pass; the counts equal the lists they open."""
    turns = turn_filters(scope)
    counted: dict[str, int] = Agreement.objects.filter(visible_in(scope)).aggregate(
        to_answer=Count("id", filter=turns["answer"]),
        to_revise=Count("id", filter=turns["revise"]),
        to_sign=Count("id", filter=Q(state=AgreementState.AGREED)),
        to_file=Count("id", filter=Q(state=AgreementState.SIGNED)),
    )
    return TaskCounts(**counted)


def has_open_supplement(*, scope: Scope, main_id: UUID) -> bool:
    """Whether a supplement that both sides know of is under way: neither on file nor given up."""
    done = [AgreementState.FILED, AgreementState.CANCELLED]
    return list_supplements(scope=scope, agreement_id=main_id).exclude(state__in=done).exists()
