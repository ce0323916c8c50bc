"""Pairs of a person and an archive: which an office may judge, and one of them side by side."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from yinqiao.areas.archives.queries import open_numbers
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import facts_of, find_row, sex_label
from yinqiao.areas.separation.models import Match
from yinqiao.areas.separation.rules import reason_label
from yinqiao.areas.separation.types import MatchPage, MatchState
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.masking import mask_id_number
from yinqiao.platform.access.types import Scope
from yinqiao.platform.rulebook import rulebook


def list_matches(*, scope: Scope, state: MatchState = MatchState.OPEN) -> QuerySet[Match]:
    """Pairs of which the scope holds both sides, the likeliest first; of those that wait only what still hangs."""
    both = Q(retiree__place_no__gte=scope.place_from, retiree__place_no__lt=scope.place_to) & Q(
        archive__place_no__gte=scope.place_from, archive__place_no__lt=scope.place_to
    )
    found = Match.objects.filter(both, state=state).exclude(archive__state="withdrawn")
    if state is MatchState.OPEN:
        found = found.filter(archive__retiree_id__isnull=True, retiree__merged_into__isnull=True)
    return found.select_related("retiree", "archive__enterprise").order_by("-score", "found_at", "id")


def list_person_matches(*, scope: Scope, retiree_id: UUID) -> QuerySet[Match]:
    """Every pair that a person was found in, decided or not, the newest first. NotFound for a person out of scope."""
    find_row(scope, retiree_id)
    found = Match.objects.filter(retiree_id=retiree_id).order_by("-found_at", "-id")
    return found if scope.sees_content else found.none()


def count_matches(*, scope: Scope) -> int:
    """Pairs that wait for a decision."""
    return list_matches(scope=scope).count()


def get_match(*, scope: Scope, match_id: UUID) -> MatchPage:
    """One pair for its page; NotFound when absent, or when one of its sides is out of scope or gone."""
    found = Match.objects.filter(pk=match_id).select_related("archive__enterprise").first()
    if found is None or not scope.covers(place_no=found.archive.place_no, enterprise_id=None):
        raise NotFound
    person = find_row(scope, found.retiree_id)
    number = open_numbers([found.archive])[0]
    rule = rulebook().get("separation.probable", region=settings.REGION, day=timezone.localdate(found.found_at))
    weights = rule.parameters["weights"]
    return MatchPage(
        id=found.pk,
        retiree_id=person.pk,
        archive_no=found.archive.archive_no,
        state=MatchState(found.state),
        score=found.score,
        reasons=tuple((reason_label(code), int(weights.get(code, 0))) for code in found.reasons),
        facts=_facts(person, found.archive, number),
    )


def _facts(person: Any, archive: Any, number: str) -> tuple[tuple[str, str, str], ...]:
    """The same facts of both sides in one order, so that they can be compared line by line; numbers masked."""
    own = facts_of([person])[0].get("id_no", "")
    born = f"{number[6:10]}-{number[10:12]}-{number[12:14]}" if number else ""
    sex = sex_label(1 if int(number[16]) % 2 else 2) if number else ""
    tree = places()
    return (
        ("姓名", person.name, archive.name),
        ("身份证号", mask_id_number(own), mask_id_number(number)),
        ("出生日期", person.born_on.isoformat(), born),
        ("性别", sex_label(person.sex), sex),
        ("企业", person.enterprise.name, archive.enterprise.name),
        ("档号", person.archive_no, archive.archive_no),
        ("所属社区 / 接收单位", tree.label(person.place_no), tree.label(archive.place_no)),
        ("档案存放地点 / 状态", person.archive_place, archive.get_state_display()),
    )
