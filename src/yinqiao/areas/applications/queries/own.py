"""A person's own cases in plain words: for the person, whom the person has authorised, and the officer who serves them."""

from __future__ import annotations

from uuid import UUID

from yinqiao.areas.applications.models import Case
from yinqiao.areas.applications.queries.reads import item_of, list_of_person
from yinqiao.areas.applications.rules import sentence_of
from yinqiao.areas.applications.types import OPEN, Act, CaseState, Item, Moment, OwnCase
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope


def list_own_cases(*, scope: Scope, retiree_id: UUID) -> list[OwnCase]:
    """The cases of a person, the newest first, each with what happens now, by when, and what is missing."""
    return [_own(one) for one in list_of_person(scope=scope, retiree_id=retiree_id).prefetch_related("passages")]


def count_own_open(*, scope: Scope, retiree_id: UUID) -> int:
    """How many of them are not over."""
    return list_of_person(scope=scope, retiree_id=retiree_id).filter(state__in=OPEN).order_by().count()


def get_own_case(*, scope: Scope, case_id: UUID) -> OwnCase:
    """One of the cases of the person of the scope; NotFound for every other one and for everybody else."""
    if scope.person is None:
        raise NotFound
    found = list_of_person(scope=scope, retiree_id=scope.person).prefetch_related("passages").filter(pk=case_id).first()
    if found is None:
        raise NotFound
    return _own(found)


def _own(case: Case) -> OwnCase:
    item, state = item_of(case.item), CaseState(case.state)
    labels = {one.code: one.label for one in item.material}
    return OwnCase(
        case.pk, case.number, case.code, item.title, state, sentence_of(state, item, case.step, case.promised_on),
        case.promised_on, tuple(labels.get(one, one) for one in case.missing), tuple(moments_of(case, item)),
    )  # fmt: skip


def moments_of(case: Case, item: Item) -> list[Moment]:
    """What was done with a case, the newest first."""
    rows = sorted(case.passages.all(), key=lambda one: (one.at, one.pk), reverse=True)
    return [
        Moment(one.at, Act(one.act).label, item.step[one.step].title, one.words, f"{one.unit} {one.who}".strip())
        for one in rows
    ]  # fmt: skip
