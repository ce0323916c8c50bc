"""The city's figures as the province is told them: counts by district, and nothing of a person."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from yinqiao.areas.certification.queries import rates_of
from yinqiao.areas.hub.rules import Figures, IndicatorsMessage, PlaceFigures, StrandCount
from yinqiao.areas.hub.rules.messages import District
from yinqiao.areas.insight.queries import list_by_place, list_papers, list_strand, sum_strand
from yinqiao.areas.insight.types import Dimension, Strand, StrandFigures
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.areas.othercity.queries import list_packages, risen_filter
from yinqiao.areas.othercity.types import Side
from yinqiao.platform.access.types import Scope

_STRANDS = (Strand.PEOPLE, Strand.PARTY, Strand.ARCHIVES)


def count_figures(*, scope: Scope, at: datetime) -> IndicatorsMessage:
    """The three 100 % of the city and of each district, what waits, certification, packages to other cities."""
    today, papers = timezone.localdate(at), list_papers(scope=scope)
    totals = {one: sum_strand(scope=scope, strand=one, papers=papers) for one in _STRANDS}
    by_place = {
        one: {
            row.ref: row.figures for row in list_strand(scope=scope, strand=one, by=Dimension.DISTRICT, papers=papers)
        }
        for one in _STRANDS
    }
    offered = {row.ref: row.figures.offered for row in list_by_place(scope=scope, dimension=Dimension.DISTRICT)}
    districts = tuple(
        District(
            code=row.code, name=row.name,
            figures=_place({one: by_place[one].get(row.place_no, StrandFigures()) for one in _STRANDS}, offered.get(row.place_no, 0)),
        )
        for row in places().rows if row.kind == DivisionKind.DISTRICT
    )  # fmt: skip
    return IndicatorsMessage(as_of=at, city=_city(scope, today, totals, sum(offered.values())), districts=districts)


def _city(scope: Scope, today: date, totals: dict[Strand, StrandFigures], offered: int) -> Figures:
    rate = rates_of(scope=scope, today=today)
    waiting = list_packages(scope=scope).filter(side=Side.OUT, ended_on__isnull=True)
    oldest = waiting.order_by("made_on").values_list("made_on", flat=True).first()
    return Figures(
        place=_place(totals, offered), certify_needed=rate.needed, certify_valid=rate.valid,
        far_open=waiting.order_by().count(), far_late=waiting.filter(risen_filter(today)).order_by().count(),
        far_oldest_days=max((today - oldest).days, 0) if oldest else 0,
    )  # fmt: skip


def _place(figures: dict[Strand, StrandFigures], offered: int) -> PlaceFigures:
    counts = {
        one: StrandCount(
            agreed=told.agreed, handed_over=max(told.handed_over, 0), received=max(told.received, 0), usable=told.usable
        )
        for one, told in figures.items()
    }
    return PlaceFigures(
        people=counts[Strand.PEOPLE], party=counts[Strand.PARTY], archives=counts[Strand.ARCHIVES], offered=offered
    )  # fmt: skip
