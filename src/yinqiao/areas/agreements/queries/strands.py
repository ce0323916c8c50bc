"""The strands of an agreement that are counted: what one is in numbers, which list brings it, how far a batch has come.

A further strand is one entry here and its links in `views/strands.py`: a room offers `queries.delivered` of this shape.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db.models import Count, Min, Q

from yinqiao.areas.agreements.models import AgreementBatch
from yinqiao.areas.agreements.types import Told
from yinqiao.areas.archives import queries as archives
from yinqiao.areas.archives.types import CATALOGUE
from yinqiao.areas.assets import queries as assets
from yinqiao.areas.assets.types import ASSET_LIST
from yinqiao.areas.handover.queries import list_offers
from yinqiao.areas.handover.types import ROSTER, OfferState
from yinqiao.areas.lists.types import Delivered
from yinqiao.areas.party import queries as party
from yinqiao.areas.party.types import ROSTER as PARTY_ROSTER
from yinqiao.platform.access.types import Scope

_TAKEN = Q(state__in=[OfferState.ACCEPTED, OfferState.PASSED_ON])
_WAITS = Q(state=OfferState.OFFERED)


class Counting(Protocol):
    """Batch → how far what it brings has come at the places from `within[0]` to before `within[1]`."""

    def __call__(
        self, *, scope: Scope, batch_ids: Sequence[UUID], within: tuple[int, int]
    ) -> Mapping[UUID, Delivered]: ...


@dataclass(frozen=True, slots=True)
class Strand:
    """One strand: its number in the terms, the kind of list that brings it, what such a list is called, who counts.

    `offered` is the name under which a batch says how much it sent, `unit` what that counts where the strand is measured
    in something else.
    """

    name: str
    kind: str
    noun: str
    delivered: Counting
    offered: str = "offered"
    unit: str = ""


def _people(*, scope: Scope, batch_ids: Sequence[UUID], within: tuple[int, int]) -> Mapping[UUID, Delivered]:
    """People by their offers. Who was taken in and moved on since was received; who was returned counts nowhere."""
    # An offer lies within its enterprise: that is the index that finds the offers of a batch.
    enterprises = AgreementBatch.objects.filter(batch_id__in=batch_ids).values_list("enterprise_id", flat=True)
    here = Q(place_no__gte=within[0], place_no__lt=within[1])
    offers = list_offers(scope=scope).filter(enterprise_id__in=set(enterprises), batch_id__in=batch_ids)
    counted = offers.order_by().values("batch_id").annotate(
        received=Count("id", filter=here & _TAKEN), waits=Count("id", filter=here & _WAITS),
        elsewhere=Count("id", filter=~here & (_TAKEN | _WAITS)), since=Min("offered_on", filter=here & _WAITS),
    )  # fmt: skip
    return {
        one["batch_id"]: Delivered(
            one["received"],
            one["waits"],
            waits_since=one["since"],
            # Where else its people went is the enterprise's to know: an office sees other places or it does not.
            elsewhere=one["elsewhere"] if scope.is_enterprise else 0,
        )
        for one in counted
    }


STRANDS: tuple[Strand, ...] = (
    Strand("people", ROSTER, "移交名册", _people),
    Strand("party_members", PARTY_ROSTER, "党员移交名册", party.delivered),
    Strand("archives", CATALOGUE, "档案移交名册表", archives.delivered),
    Strand("area_m2", ASSET_LIST, "移交资产清单", assets.delivered_area, unit="处"),
)


class Telling(Protocol):
    """Agreement → how far the strand has come under it; an agreement that is not told of has nothing yet."""

    def __call__(self, *, scope: Scope, agreement_ids: Sequence[UUID]) -> Mapping[UUID, Told]: ...


# Strands that no list brings: number of the terms → who tells of them. A room above registers its own.
TOLD: dict[str, Telling] = {}


def tells_strand(name: str, tells: Telling) -> None:
    """Count a number of the terms by what a room above keeps for each agreement."""
    TOLD[name] = tells


def strand_of(kind: str) -> Strand:
    """The strand that a kind of list brings; LookupError when no agreement counts it."""
    return next(one for one in STRANDS if one.kind == kind)
