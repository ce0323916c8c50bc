"""A file of an office is checked: columns recognised, cells judged, the difference to the register shown; nothing applies."""

from __future__ import annotations

from datetime import timedelta

import pytest

from yinqiao.areas.dropbox import services
from yinqiao.areas.dropbox.models import Line
from yinqiao.areas.dropbox.tests.desk import (
    COMPARED,
    DEATH,
    PHONE,
    RESULT,
    Desk,
    compared,
    day,
    deaths,
    number_of,
    phones,
)
from yinqiao.areas.dropbox.types import COMPARISON, Cover
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.intake.tests.offices import SYSTEM
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_a_comparison_is_told_apart_into_new_unchanged_contradictory_and_unknown(desk: Desk) -> None:
    desk.certifying.tell(day("2026-02-10"))
    file_id = desk.check(
        compared(
            "王桂英,已认证,2026-02-10", "欧阳建国,认证通过,2026-02-20", "查无此人,正常", "李秀兰,死亡,2026-02-01",
            "张䶮,在世,2026-02-01",
        )
    )  # fmt: skip
    assert desk.states(file_id) == ["unchanged", "new", "not_ours", "unknown", "not_ours"]
    file = desk.file(file_id)
    assert (file.state, file.counts["rows"], file.counts["new"]) == ("checked", 5, 1)
    assert desk.messages() == {}
    assert desk.certifying.clock("欧阳建国").certified_on is None


def test_a_weak_death_and_another_name_are_for_a_person_to_look_at(desk: Desk) -> None:
    file_id = desk.check(compared("王桂英,死亡,2026-02-01", "欧阳建国,正常,2026-02-01"))
    renamed = desk.check((COMPARED + f"{number_of('王桂英')},王桂瑛,正常,2026-02-01,,\n").encode())
    assert desk.states(file_id) == ["disputed", "unchanged"]
    assert [(one.state, one.reason) for one in desk.lines(renamed)] == [("disputed", "name_differs")]


def test_who_is_recorded_dead_and_told_alive_later_is_a_contradiction(desk: Desk) -> None:
    desk.certifying.die(day("2026-02-01"))
    file_id = desk.check(compared("王桂英,在世,2026-02-20", "欧阳建国,在世"))
    earlier = desk.check(compared("王桂英,在世,2026-01-20"))
    assert [(one.state, one.reason) for one in desk.lines(file_id)] == [("disputed", "after_death"), ("unchanged", "")]
    assert desk.states(earlier) == ["unchanged"]


def test_cells_that_say_nothing_sound_hold_their_line_back_and_say_where(desk: Desk) -> None:
    file_id = desk.check(
        compared(
            "王桂英,待查,2026-02-01", "欧阳建国,已认证", "李秀兰,死亡,2026-02", "张䶮,死亡,2027-01-01",
            "阿依古丽·买买提,已认证,2026-02-01,摇一摇",
        )
    )  # fmt: skip
    assert desk.found(file_id) == [
        (2, "dropbox.status_unknown"), (3, "dropbox.day_missing"), (4, "dropbox.day_not_exact"),
        (5, "dropbox.day_ahead"), (6, "dropbox.cell_not_taken"),
    ]  # fmt: skip
    assert set(desk.states(file_id)) == {"blocked"}
    with pytest.raises(Conflict) as refused:
        services.begin_taking(actor=desk.city, at=NOW, file_id=file_id)
    assert refused.value.code == "dropbox.nothing_to_take"


def test_one_person_twice_in_a_comparison_is_held_back_in_a_list_of_changes_not(desk: Desk) -> None:
    twice = desk.check(compared("王桂英,在世,2026-02-01", "王桂英,死亡,2026-02-02"))
    content = phones("王桂英,13900000001,2026-03-05", "王桂英,13900000002,2026-03-08")
    changes = desk.check(content, PHONE, at=NOW + timedelta(days=10))
    assert desk.states(twice) == ["unchanged", "blocked"]
    assert desk.states(changes) == ["new", "new"]


def test_a_number_of_the_file_used_twice_points_to_the_first(desk: Desk) -> None:
    content = deaths("A-1,王桂英,2026-02-01", "A-1,欧阳建国,2026-02-01")
    file_id = desk.check(content, DEATH, office="police")
    assert desk.found(file_id) == [(3, "dropbox.number_repeated")]


def test_a_status_that_the_source_may_not_tell_is_held_back(desk: Desk) -> None:
    file_id = desk.check(compared("王桂英,已认证,2026-02-01", "欧阳建国,死亡,2026-02-01"), office="police")
    assert desk.states(file_id) == ["blocked", "new"]
    assert desk.found(file_id) == [(2, "dropbox.status_not_allowed")]


def test_without_a_required_column_the_file_as_a_whole_is_held_back_until_somebody_explains(desk: Desk) -> None:
    content = f"身份证号,姓名,啥情况,哪天\n{number_of('王桂英')},王桂英,在世,2026-02-01\n".encode()
    file_id = desk.check(content)
    assert desk.states(file_id) == ["blocked"]
    assert (0, "roster.required_column_missing") in desk.found(file_id)
    services.correct_columns(actor=desk.city, at=NOW, file_id=file_id, fields={"啥情况": "status", "哪天": "day"})
    services.check_file(actor=desk.city, at=NOW, file_id=file_id)
    assert desk.states(file_id) == ["unchanged"]
    again = desk.check(content + b"\n")
    assert desk.states(again) == ["unchanged"]
    police = desk.check(content, office="police")
    assert desk.states(police) == ["blocked"]


def test_what_no_spreadsheet_reads_ends_as_refused_with_the_reason(desk: Desk) -> None:
    file_id = desk.check(b"PK\x03\x04not a workbook")
    file = desk.file(file_id)
    assert file.state == "refused"
    assert file.refusal_code.startswith("sheets.")


def test_the_same_file_is_one_until_it_is_put_away(desk: Desk) -> None:
    content = compared("王桂英,在世,2026-02-01")
    first = desk.check(content)
    assert desk.upload(content) == first
    services.discard_file(actor=desk.city, at=NOW, file_id=first)
    assert desk.lines(first) == []
    assert desk.upload(content) != first


def test_a_kind_that_the_source_was_not_registered_for_is_not_taken(desk: Desk) -> None:
    for kind in (DEATH, "cn.yinqiao.message.withdrawn.v1", "nothing"):
        with pytest.raises(Invalid) as refused:
            desk.upload(compared("王桂英,在世"), kind, office="enterprise" if kind != DEATH else "human_resources")
            desk.upload(compared("王桂英,在世"), RESULT, office="police")
        assert refused.value.code == "dropbox.kind_not_allowed"


def test_a_check_older_than_a_day_is_made_again_first(desk: Desk) -> None:
    file_id = desk.check(compared("王桂英,已认证,2026-02-01"))
    with pytest.raises(Conflict) as refused:
        services.begin_taking(actor=desk.city, at=NOW + timedelta(hours=24, seconds=1), file_id=file_id)
    assert refused.value.code == "dropbox.check_outdated"
    services.begin_taking(actor=desk.city, at=NOW + timedelta(hours=24), file_id=file_id)
    assert desk.file(file_id).state == "taking"


def test_what_a_line_says_is_sealed_and_kept_for_those_alone_that_tell_something(desk: Desk) -> None:
    file_id = desk.check(compared("王桂英,在世,2026-02-01", "欧阳建国,已认证,2026-02-20"))
    with acting(SYSTEM):
        unchanged, new = Line.objects.filter(file_id=file_id).order_by("row_no")
    assert (unchanged.body, unchanged.event_id) == (None, "")
    assert number_of("欧阳建国").encode() not in bytes(new.body or b"")
    assert number_of("欧阳建国") not in new.event_id


def test_nobody_else_reaches_a_file(desk: Desk) -> None:
    file_id = desk.check(compared("王桂英,已认证,2026-02-01"))
    for who in (desk.certifying.scene.community, desk.certifying.scene.officer):
        with pytest.raises(NotFound):
            services.begin_taking(actor=who, at=NOW, file_id=file_id)
        with pytest.raises(NotFound):
            desk.upload(compared("王桂英,在世"), by=who)
        with acting(who):
            assert Line.objects.count() == 0


def test_the_letter_of_an_office_without_account_stands_with_its_file(desk: Desk) -> None:
    file_id = desk.check(compared("王桂英,已认证,2026-02-01"), cover=Cover("长人社函〔2026〕9号", day("2026-02-28")))
    assert desk.file(file_id).letter_no == "长人社函〔2026〕9号"
    assert desk.file(file_id).kind == COMPARISON
