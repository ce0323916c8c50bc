"""Pairs that an office may judge, and the two columns of the page that a person decides on."""

from __future__ import annotations

from uuid import UUID

from yinqiao.areas.duplicates.models import DuplicateCase
from yinqiao.areas.duplicates.types import DuplicateRow, DuplicateState, PersonSide
from yinqiao.areas.organisations import queries as organisations
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.types import FIELD_LABELS, Concealed, PersonCard, member_of
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.similarity import DEFAULT_PARAMETERS, MatchReason
from yinqiao.platform.access import Scope


def list_duplicates(
    *, scope: Scope, state: DuplicateState | None = DuplicateState.OPEN, limit: int = 200
) -> list[DuplicateRow]:
    """Pairs that an office of this scope may settle, the likeliest first; none for an enterprise."""
    found = DuplicateCase.objects.filter(place_no__gte=scope.place_from, place_no__lt=scope.place_to)
    if state is not None:
        found = found.filter(state=state.value)
    rows = found.select_related("first", "second").order_by("-score", "-found_at")[:limit]
    return [_row(case) for case in rows]


def count_duplicates(*, scope: Scope) -> int:
    """Open pairs that an office of this scope may settle."""
    found = DuplicateCase.objects.filter(place_no__gte=scope.place_from, place_no__lt=scope.place_to)
    return found.filter(state=DuplicateState.OPEN.value).count()


def get_duplicate(*, scope: Scope, case_id: UUID) -> tuple[DuplicateRow, PersonSide, PersonSide]:
    """One pair and its two sides for the comparison; NotFound when absent, or when one of the two is out of scope."""
    found = DuplicateCase.objects.filter(pk=case_id, place_no__gte=scope.place_from, place_no__lt=scope.place_to)
    case = found.select_related("first", "second").first()
    if case is None or not all(
        scope.covers(place_no=one.place_no, enterprise_id=None) for one in (case.first, case.second)
    ):
        raise NotFound
    left, right = (get_person(scope=scope, retiree_id=one) for one in (case.first_id, case.second_id))
    return _row(case), _side(left), _side(right)


def _row(case: DuplicateCase) -> DuplicateRow:
    labels = {one.value: one.label for one in DuplicateState}
    reasons = [member_of(MatchReason, code) for code in case.reasons]
    return DuplicateRow(
        id=case.pk,
        first=case.first_id,
        second=case.second_id,
        first_name=case.first.name,
        second_name=case.second.name,
        place_label=organisations.places().label(case.place_no),
        score=case.score,
        reasons=tuple((one.label, DEFAULT_PARAMETERS.weights.get(one, 0)) for one in reasons),
        state=case.state,
        state_label=labels.get(case.state, case.state),
        found_at=case.found_at,
    )


def _side(card: PersonCard) -> PersonSide:
    """The same facts in the same order for both sides, so that they can be compared line by line."""
    facts = [
        ("姓名", card.name),
        ("性别", card.sex),
        ("出生日期", card.born_on.isoformat() if card.born_on else ""),
        *((kind.label, card.masked.get(kind.value, "")) for kind in Concealed),
        ("原企业", card.enterprise_name),
        ("所属社区", card.place_label),
        *((FIELD_LABELS[name], card.facts.get(name, "")) for name in _COMPARED),
    ]
    return PersonSide(card.id, card.name, card.status_label, tuple(facts))


_COMPARED = (
    "retired_on", "work_start_on", "former_unit", "former_post", "archive_no", "political_status", "party_branch",
)  # fmt: skip
