"""The work list: everybody whose signals weigh enough, and everybody declared lost; its counts and figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, Count, IntegerField, Max, Min, Q, QuerySet, Sum, Value, When

from yinqiao.areas.certification.queries import silence_on
from yinqiao.areas.lost_contact.models import LostCase, SignalRow
from yinqiao.areas.lost_contact.rules import silent_before, ways, weighing_of
from yinqiao.areas.lost_contact.types import CaseState, Figures, Signal, Standing, Weighing
from yinqiao.areas.retirees.queries import people_within
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.access.types import Scope
from yinqiao.platform.rulebook import rulebook


def weighing(today: date) -> Weighing:
    """The rule of the day."""
    rule = rulebook().get("lost_contact.weighing", region=settings.REGION, day=today)
    return weighing_of(rule.parameters)


def signals_in(scope: Scope, today: date, rule: Weighing) -> QuerySet[SignalRow]:
    """Every signal within the scope that holds today; none for enterprises and overseers."""
    if not scope.sees_content:
        return SignalRow.objects.none()
    day = {
        Signal.SILENT: silent_before(today, rule), Signal.FIRST_OVERDUE: today, Signal.LETTER_LAPSED: today,
        Signal.UNCERTIFIED: today - timedelta(days=int(silence_on(today)["overdue_days"]) - 1),
    }  # fmt: skip
    holds = ~Q(signal__in=list(day))
    for signal, before in day.items():
        # Who came into care later is not silent: the planner reads those who did before and joins no others.
        narrowed = {"held_on__lt": before} if signal is Signal.SILENT else {}
        holds |= Q(signal=signal, since__lt=before, **narrowed)
    return SignalRow.objects.filter(scope.predicate(), holds)


def list_people(*, scope: Scope, today: date, standing: str = "", signal: str = "", case: str = "") -> QuerySet[Any]:
    """One row per person: signals, their weight, since when, the last contact, the day of the next step.

    Those declared lost come first, then by weight. `standing`, `signal` and `case` (a key of `narrowed_cases`) narrow.
    """
    rule = weighing(today)
    weights = [When(signal=code, then=Value(weight)) for code, weight in rule.weights.items()]
    found = (
        signals_in(scope, today, rule)
        .values("retiree_id", "name", "enterprise_id", "place_no", "last_on")
        .annotate(
            signals=ArrayAgg("signal"),
            declared_on=Max("since", filter=Q(signal=Signal.DECLARED)),
            since=Min("since"),
            next_on=Max("next_on"),
            score=Sum(Case(*weights, default=Value(0), output_field=IntegerField())),
            lost=Count("id", filter=Q(signal=Signal.DECLARED)),
        )
    )
    found = found.filter(_STANDINGS.get(standing, _listed)(rule))
    if signal:
        held: dict[str, Any] = {"signals__contains": [signal]}
        found = found.filter(**held)
    if case:
        found = found.filter(narrowed_cases(today, rule)[case])
    return found.order_by("-lost", "-score", "since", "retiree_id")


class PeopleRows:
    """The rows of a list of `list_people`, weighed once: who stands on it in its order, then the rows of a page.

    Counting and reading a page would each weigh everybody of a city anew.
    """

    def __init__(self, found: QuerySet[Any]) -> None:
        self._found = found

    @property
    def query(self) -> Any:
        """The statement: tables read from it in which order the list opens."""
        return self._found.query

    @cached_property
    def _people(self) -> list[Any]:
        return list(self._found.values_list("retiree_id", flat=True))

    def count(self) -> int:
        """How many there are."""
        return len(self._people)

    def order_by(self, *names: str) -> PeopleRows:
        """The same people in the order of a column head; the person settles ties, so that pages never overlap."""
        return PeopleRows(self._found.order_by(*names, "retiree_id"))

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Any]:
        people = self._people[part]
        rows = {row["retiree_id"]: row for row in self._found.filter(retiree_id__in=people)}
        return [rows[one] for one in people if one in rows]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._found)


def _listed(rule: Weighing) -> Q:
    return Q(lost__gt=0) | Q(score__gte=rule.doubtful)


_STANDINGS: Mapping[str, Callable[[Weighing], Q]] = {
    Standing.LOST.value: lambda rule: Q(lost__gt=0),
    Standing.RIPE.value: lambda rule: Q(lost=0, score__gte=rule.lost),
    Standing.DOUBTFUL.value: lambda rule: Q(lost=0, score__gte=rule.doubtful, score__lt=rule.lost),
}


def count_people(*, scope: Scope, today: date, standing: str = "", signal: str = "", case: str = "") -> int:
    """How many the list shows under the same filters."""
    return list_people(scope=scope, today=today, standing=standing, signal=signal, case=case).count()


def narrowed_cases(today: date, rule: Weighing) -> dict[str, Q]:
    """`due`: declared lost, the next step is due. `risen`: to be declared or lost for longer than the rule allows."""
    before = today - timedelta(days=rule.rise_days)
    return {
        "due": Q(lost__gt=0, next_on__lte=today),
        "risen": Q(lost__gt=0, declared_on__lte=before) | Q(lost=0, score__gte=rule.lost, since__lte=before),
    }


def figures(*, scope: Scope, today: date) -> Figures:
    """失联率 and what stands behind it: lost of those managed within the scope, who is to be declared, what found whom."""
    rule = weighing(today)
    counted = list_people(scope=scope, today=today).order_by().aggregate(
        n_all=Count("retiree_id"), n_lost=Count("retiree_id", filter=Q(lost__gt=0)),
        n_ripe=Count("retiree_id", filter=Q(lost=0, score__gte=rule.lost)),
    )  # fmt: skip
    managed = people_within(scope=scope).filter(status=RetireeStatus.MANAGED.value).count()
    within = scope.predicate(place="retiree__place_no", enterprise="retiree__enterprise_id")
    ended = LostCase.objects.filter(within, state=CaseState.FOUND, closed_on__year=today.year)
    found = dict(ended.order_by().values_list("way").annotate(people=Count("id")))
    told = tuple((label, found[code]) for code, label in ways().items() if code in found)
    return Figures(
        managed, counted["n_lost"], counted["n_ripe"], counted["n_all"] - counted["n_lost"] - counted["n_ripe"],
        sum(found.values()), tuple(sorted(told, key=lambda one: -one[1])),
    )  # fmt: skip
