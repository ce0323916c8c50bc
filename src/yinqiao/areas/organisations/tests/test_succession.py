"""Enterprises that are renamed or dissolved: what is kept, who answers, and that no line of successors leads back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.organisations import queries, services
from yinqiao.areas.organisations.models import Enterprise
from yinqiao.areas.organisations.rules import answering, line_of, may_succeed
from yinqiao.areas.organisations.types import (
    CITY_DESK_NAME,
    Dissolution,
    EnterpriseInput,
    EnterpriseSource,
    Renaming,
)
from yinqiao.kernel.errors import DomainError, NotFound
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.events.models import Event

NOW = datetime.fromisoformat("2026-03-02T09:00:00+08:00")
TODAY = date(2026, 3, 2)
SYSTEM = Actor.system("测试")
CITY = Actor(uuid4(), "city_manager", "黄志强", Scope.place(1, 1000, "长沙市"), "长沙市")
CODES = {"group": "91430100000000001A", "mill": "91430100000000002B", "forge": "91430100000000003C",
         "other": "91430100000000004D"}  # fmt: skip
NAMES = {
    "group": "中湘集团（演示）",
    "mill": "中湘纺织厂（演示）",
    "forge": "中湘铸造（演示）",
    "other": "潇湘电机（演示）",
}


@dataclass(frozen=True)
class Firms:
    """A group with two daughters, and a stranger."""

    group: int
    mill: int
    forge: int
    other: int

    def rename(self, one: int, name: str, **changes: object) -> None:
        told = replace(Renaming(name, "", TODAY, "湘国资〔2026〕1号"), **changes)
        services.rename_enterprise(actor=CITY, at=NOW, enterprise_id=one, renaming=told)

    def dissolve(self, one: int, successor: int | None, actor: Actor = CITY, **changes: object) -> int:
        told = replace(Dissolution(TODAY, "湘国资〔2026〕2号", successor), **changes)
        return services.dissolve_enterprise(actor=actor, at=NOW, enterprise_id=one, dissolution=told)

    def restore(self, one: int) -> None:
        services.restore_enterprise(actor=CITY, at=NOW, enterprise_id=one, reason="登记错了企业")

    def answers(self, one: int) -> set[int]:
        return set(queries.list_answered_ids(enterprise_id=one))


@pytest.fixture
def firms(db: None) -> Iterator[Firms]:
    listed = [
        EnterpriseInput(code, NAMES[key], EnterpriseSource.CENTRAL, "", "" if key in ("group", "other") else CODES["group"])
        for key, code in CODES.items()
    ]  # fmt: skip
    queries.forget_places()
    known = services.register_enterprises(actor=SYSTEM, at=NOW, enterprises=listed)
    yield Firms(*(known[code] for code in CODES.values()))
    queries.forget_places()


def _refusal(act: object, *arguments: object, **named: object) -> str:
    with pytest.raises(DomainError) as refused, transaction.atomic():
        act(*arguments, **named)  # type: ignore[operator]
    assert refused.value.next_step
    return refused.value.code


@pytest.mark.db
@pytest.mark.django_db
class TestRenaming:
    """The enterprise is the same one; the name before is kept and found."""

    def test_it_is_found_by_every_name_that_it_had_and_by_parts_and_initials(self, firms: Firms) -> None:
        firms.rename(firms.mill, "中湘家纺（演示）")
        firms.rename(firms.mill, "橘洲家居（演示）", short_name="橘居")
        for text in ("橘洲", "橘居", "家纺", "纺织厂", "zxfzc"):
            found = queries.find_organisations(scope=CITY.scope, text=text, kind="enterprise")
            assert [(one.ref, one.name) for one in found] == [(firms.mill, "橘洲家居（演示）")]
        for text in ("橘居", "家纺", "纺织厂"):
            assert [one.id for one in queries.list_enterprises(text=text)] == [firms.mill]
        assert [one.name for one in queries.list_former_names(enterprise_id=firms.mill)] == [
            "中湘家纺（演示）", NAMES["mill"]
        ]  # fmt: skip
        told = "橘洲家居（演示）（原：中湘家纺（演示）、中湘纺织厂（演示））"
        assert queries.name_in_full(enterprise_id=firms.mill) == told
        assert queries.name_in_full(enterprise_id=firms.forge) == NAMES["forge"]

    def test_what_cannot_be_meant_is_refused_and_nothing_changes(self, firms: Firms) -> None:
        tomorrow = TODAY + timedelta(days=1)
        assert _refusal(firms.rename, firms.mill, NAMES["mill"]) == "organisations.name_unchanged"
        assert _refusal(firms.rename, firms.mill, NAMES["other"]) == "organisations.name_taken"
        assert _refusal(firms.rename, firms.mill, " ") == "organisations.words_needed"
        assert _refusal(firms.rename, firms.mill, "新名", document=" ") == "organisations.words_needed"
        assert _refusal(firms.rename, firms.mill, "新名", renamed_on=tomorrow) == "organisations.day_not_possible"
        assert queries.name_in_full(enterprise_id=firms.mill) == NAMES["mill"]
        firms.rename(firms.mill, "新名", renamed_on=TODAY)
        before = TODAY - timedelta(days=1)
        assert _refusal(firms.rename, firms.mill, "更新名", renamed_on=before) == "organisations.day_not_possible"
        with pytest.raises(NotFound):
            firms.rename(0, "谁")

    def test_the_name_of_one_that_was_dissolved_is_free(self, firms: Firms) -> None:
        firms.dissolve(firms.mill, firms.forge)
        firms.rename(firms.forge, NAMES["mill"])
        assert queries.get_enterprise(enterprise_id=firms.forge).name == NAMES["mill"]
        assert _refusal(firms.rename, firms.mill, "新名") == "organisations.no_longer_stands"


@pytest.mark.db
@pytest.mark.django_db
class TestDissolving:
    """Somebody named answers from then on, and one alone."""

    def test_the_successor_answers_and_the_group_before_no_more(self, firms: Firms) -> None:
        assert firms.answers(firms.group) == {firms.group, firms.mill, firms.forge}
        assert firms.dissolve(firms.mill, firms.other) == firms.other
        assert queries.answering_enterprise(enterprise_id=firms.mill).id == firms.other
        assert firms.answers(firms.other) == {firms.other, firms.mill}
        assert firms.answers(firms.group) == {firms.group, firms.forge}
        assert firms.answers(firms.forge) == {firms.forge}
        assert set(queries.list_group_ids(enterprise_id=firms.group)) == {firms.group, firms.mill, firms.forge}
        assert [one.pk for one in queries.list_left_to(enterprise_id=firms.other)] == [firms.mill]
        assert queries.name_in_full(enterprise_id=firms.mill) == f"{NAMES['mill']}（承继：{NAMES['other']}）"

    def test_a_successor_that_is_dissolved_later_passes_on_what_it_took_over(self, firms: Firms) -> None:
        firms.dissolve(firms.mill, firms.forge)
        firms.dissolve(firms.forge, firms.other)
        assert queries.answering_enterprise(enterprise_id=firms.mill).id == firms.other
        assert queries.list_successor_ids(enterprise_id=firms.mill) == [firms.mill, firms.forge, firms.other]
        assert firms.answers(firms.other) == {firms.other, firms.forge, firms.mill}
        assert queries.answering_names() == {firms.mill: NAMES["other"], firms.forge: NAMES["other"]}

    def test_a_daughter_can_succeed_its_group_and_answers_for_its_sisters(self, firms: Firms) -> None:
        firms.dissolve(firms.group, firms.mill)
        assert firms.answers(firms.mill) == {firms.group, firms.mill, firms.forge}
        assert firms.answers(firms.forge) == {firms.forge}

    def test_without_a_successor_the_citys_desk_answers_which_is_one_and_stays(self, firms: Firms) -> None:
        desk = firms.dissolve(firms.mill, None)
        assert firms.dissolve(firms.other, None) == desk
        assert Enterprise.objects.filter(source=EnterpriseSource.DESK).count() == 1
        assert queries.answering_enterprise(enterprise_id=firms.mill).name == CITY_DESK_NAME
        assert queries.scope_of_enterprise(enterprise_id=desk).enterprises == tuple(
            sorted((desk, firms.mill, firms.other))
        )
        assert _refusal(firms.dissolve, desk, firms.group) == "organisations.desk_stays"
        with pytest.raises(IntegrityError), transaction.atomic():
            Enterprise.objects.create(uscc="x", name="x", source=EnterpriseSource.DESK)

    def test_nobody_succeeds_who_is_gone_or_the_same_so_no_line_leads_back(self, firms: Firms) -> None:
        firms.dissolve(firms.mill, firms.forge)
        assert _refusal(firms.dissolve, firms.forge, firms.mill) == "organisations.cannot_succeed"
        assert _refusal(firms.dissolve, firms.forge, firms.forge) == "organisations.cannot_succeed"
        assert _refusal(firms.dissolve, firms.mill, firms.other) == "organisations.no_longer_stands"
        assert queries.successors() == {firms.mill: firms.forge}
        assert list(queries.possible_successors(enterprise_id=firms.forge).values()) == [firms.group, firms.other]

    def test_a_day_ahead_and_a_missing_paper_are_refused(self, firms: Firms) -> None:
        tomorrow = TODAY + timedelta(days=1)
        late = _refusal(firms.dissolve, firms.mill, firms.forge, dissolved_on=tomorrow)
        assert late == "organisations.day_not_possible"
        assert _refusal(firms.dissolve, firms.mill, firms.forge, document=" ") == "organisations.words_needed"
        assert queries.successors() == {}
        with pytest.raises(IntegrityError), transaction.atomic():
            Enterprise.objects.filter(pk=firms.mill).update(dissolved_on=TODAY)

    @pytest.mark.parametrize("role", ["district_manager", "street_officer", "enterprise_admin", "auditor"])
    def test_nobody_but_the_citys_manager_registers_it(self, firms: Firms, role: str) -> None:
        other = replace(CITY, role=role)
        assert _refusal(firms.dissolve, firms.mill, None, other) == "organisations.not_the_keepers"
        assert not Enterprise.objects.filter(source=EnterpriseSource.DESK).exists()

    def test_taken_back_everything_is_as_before(self, firms: Firms) -> None:
        assert _refusal(firms.restore, firms.mill) == "organisations.still_stands"
        firms.dissolve(firms.mill, firms.other)
        firms.dissolve(firms.other, None)
        firms.restore(firms.mill)
        assert queries.answering_enterprise(enterprise_id=firms.mill).id == firms.mill
        assert firms.answers(firms.group) == {firms.group, firms.mill, firms.forge}
        # Since it stands again, the one that it was left to can be left to it.
        firms.restore(firms.other)
        firms.dissolve(firms.other, firms.mill)
        assert firms.answers(firms.mill) == {firms.mill, firms.other}

    def test_each_act_leaves_its_entry_and_its_event_at_the_enterprise(self, firms: Firms) -> None:
        firms.rename(firms.mill, "新名")
        firms.dissolve(firms.mill, firms.other)
        firms.restore(firms.mill)
        with acting(SYSTEM):
            happened = list(Event.objects.filter(enterprise_id=firms.mill).order_by("id"))
            entries = {one.action: one.detail for one in Entry.objects.filter(action__startswith="organisations.re")}
        assert [one.type for one in happened] == [
            "organisations.enterprise_renamed", "organisations.enterprise_dissolved", "organisations.enterprise_restored",
        ]  # fmt: skip
        assert happened[0].data == {"from": NAMES["mill"], "to": "新名", "on": "2026-03-02"}
        assert happened[1].data["successor"] == NAMES["other"]
        assert entries["organisations.restore_enterprise"]["reason"] == "登记错了企业"
        assert entries["organisations.rename_enterprise"]["document"] == "湘国资〔2026〕1号"


ACTS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans()), max_size=40)


@pytest.mark.fast
@given(ACTS)
def test_however_enterprises_are_dissolved_and_restored_each_line_ends_at_one_that_stands(
    steps: list[tuple[int, int, bool]],
) -> None:
    left: dict[int, int] = {}
    for one, other, is_restored in steps:
        if is_restored:
            left.pop(one, None)
        elif one not in left and may_succeed(left, one, other):
            left[one] = other
        for each in range(6):
            line = line_of(left, each)
            assert len(line) == len(set(line)) <= 6
            assert line[-1] == answering(left, each) not in left
