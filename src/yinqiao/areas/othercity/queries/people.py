"""Who is looked after by the agency's desk, in which city each lives, and what stands against a transfer there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from yinqiao.areas.archives.queries import volumes_away
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.areas.othercity.models import Arrival, Package, PublicKeys, Residence, Transfer
from yinqiao.areas.othercity.queries.packages import of_places
from yinqiao.areas.othercity.rules import city_rules, rule_obstacle, rule_on
from yinqiao.areas.othercity.types import Covered, Obstacle, TransferState
from yinqiao.areas.party.queries import relations_away
from yinqiao.areas.retirees.queries import find_row, people_within
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.access.types import Scope


def desks() -> list[int]:
    """The place numbers of the desks that look after people who live elsewhere."""
    return [row.place_no for row in places().rows if row.kind == DivisionKind.DESK]


def people_at_desk(*, scope: Scope) -> QuerySet[Any]:
    """Everybody accepted at a desk in scope."""
    return people_within(scope=scope).filter(status=RetireeStatus.MANAGED, place_no__in=desks())


def list_candidates(*, scope: Scope, today: date) -> QuerySet[Any]:
    """Everybody at a desk in scope with `city` (empty: not known) and `obstacle`, and how an earlier transfer ended.

    `last_state`, `last_reason`, `last_note` are those of the newest transfer that is over, None without one.
    """
    lives = Residence.objects.filter(retiree_id=OuterRef("pk"), facts_digest=OuterRef("facts_digest"))
    over = Transfer.objects.filter(retiree_id=OuterRef("pk")).exclude(state=TransferState.OFFERED)
    over = over.order_by("-state_on", "-package__sequence")
    found = people_at_desk(scope=scope).annotate(
        city=Coalesce(Subquery(lives.values("city")[:1]), Value("")),
        **{f"last_{name}": Subquery(over.values(name)[:1]) for name in ("state", "reason", "note")},
    )
    found = found.annotate(obstacle=_obstacle(today))
    return found.select_related("enterprise").order_by("city", "name", "id")


def _obstacle(today: date) -> Case:
    """The first obstacle of each person by the rules of the day: `Obstacle` has them in their order."""
    by_rule = {one.code: rule_obstacle(one.code, today, settings.REGION) for one in city_rules()}
    open_cities = [code for code, obstacle in by_rule.items() if obstacle is Obstacle.NONE]
    in_state = {state: [code for code, one in by_rule.items() if one is state] for state in set(by_rule.values())}
    away = Exists(volumes_away().filter(retiree_id=OuterRef("pk")))
    elsewhere = Exists(relations_away().filter(retiree_id=OuterRef("pk")))
    offered = Exists(Transfer.objects.filter(retiree_id=OuterRef("pk"), state=TransferState.OFFERED))
    without_keys = set(open_cities) - trusted_cities()
    cases: list[tuple[Any, Obstacle]] = [
        (Q(offered), Obstacle.ON_THE_WAY),
        (Q(city=""), Obstacle.CITY_UNKNOWN),
        (Q(city=settings.REGION), Obstacle.OWN_CITY),
        (~Q(city__in=list(by_rule)), Obstacle.NO_RULE),
        (Q(city__in=in_state.get(Obstacle.NOT_YET, [])), Obstacle.NOT_YET),
        (Q(city__in=in_state.get(Obstacle.ENDED, [])), Obstacle.ENDED),
        (Q(city__in=sorted(without_keys)), Obstacle.NO_KEYS),
        (Q(id_no_index__isnull=True), Obstacle.NUMBER_MISSING),
        (Q(city__in=_covering(open_cities, Covered.ARCHIVE, today)) & Q(away), Obstacle.ARCHIVE_OPEN),
        (Q(city__in=_covering(open_cities, Covered.PARTY, today)) & Q(elsewhere), Obstacle.PARTY_OPEN),
    ]
    whens = [When(condition, then=Value(obstacle.value)) for condition, obstacle in cases]
    return Case(*whens, default=Value(Obstacle.NONE.value), output_field=CharField())


def _covering(codes: Collection[str], what: Covered, today: date) -> list[str]:
    return [code for code in codes if (rule := rule_on(code, today)) and what in rule.covers]


def trusted_cities() -> set[str]:
    """The cities whose public keys are confirmed and not revoked."""
    found = PublicKeys.objects.filter(confirmed_at__isnull=False, revoked_at__isnull=True)
    return set(found.values_list("city", flat=True))


def find_transfer(*, scope: Scope, retiree_id: UUID) -> tuple[Transfer, Package] | None:
    """The transfer of a person that is under way, or by which the person left, with its package; None where there is none.

    Whoever has come back since is ours again, and told of no transfer.

    NotFound for a person out of scope; nothing for who does not read content.
    """
    person = find_row(scope, retiree_id)
    is_back = person.status in (RetireeStatus.OFFERED, RetireeStatus.MANAGED, RetireeStatus.RETURNED)
    states = [TransferState.OFFERED] if is_back else [TransferState.OFFERED, TransferState.ACCEPTED]
    found = Transfer.objects.filter(of_places(scope), retiree_id=retiree_id, state__in=states)
    row = found.select_related("package").order_by("-state_on", "-package__sequence").first()
    return (row, row.package) if row else None


def find_residence(*, scope: Scope, retiree_id: UUID) -> Residence | None:
    """In which city a person was last read or said to live; None where nobody asked. NotFound out of scope."""
    find_row(scope, retiree_id)
    return Residence.objects.filter(pk=retiree_id).first() if scope.sees_content else None


def list_person_transfers(*, scope: Scope, retiree_id: UUID) -> QuerySet[Transfer]:
    """Every transfer of a person out of an office in scope, the newest first. NotFound for a person out of scope."""
    find_row(scope, retiree_id)
    found = Transfer.objects.filter(of_places(scope), retiree_id=retiree_id).select_related("package")
    return found.order_by("-state_on", "-package__sequence")


def list_person_arrivals(*, scope: Scope, retiree_id: UUID) -> QuerySet[Arrival]:
    """What other cities sent of a person to an office in scope, by the number. NotFound for a person out of scope."""
    number = find_row(scope, retiree_id).id_no_index
    found = Arrival.objects.filter(of_places(scope), id_no_index=number).select_related("package").defer("facts")
    return found.order_by("-state_on", "-package__sequence") if number else found.none()
