"""Introduction letters: recorded for many at once, in the place of another, with the end that follows from their day."""

from __future__ import annotations

from datetime import date

import pytest

from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party import queries
from yinqiao.areas.party.tests.transfers import COMMUNITY, SYSTEM, TODAY, Transfer, lettered, member, moment
from yinqiao.areas.party.types import LetterMedium, MemberState, NextStep
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.platform.access import acting
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_letters_of_many_are_numbered_in_the_order_of_the_list(transfer: Transfer) -> None:
    transfer.offer(
        member(102, "赵一", branch="乙支部"), member(103, "钱二", branch="甲支部"), member(104, "孙三", branch="甲支部")
    )
    assert transfer.issue(102, 103, 104, first="0099", medium=LetterMedium.PAPER) == 3
    with acting(SYSTEM):
        listed = queries.list_members(scope=SYSTEM.scope, today=TODAY)
        assert [one.letter_no for one in listed] == ["组介〔2026〕0099号", "组介〔2026〕0100号", "组介〔2026〕0101号"]
    assert transfer.state(102) is MemberState.LETTER_ISSUED
    assert transfer.letters(102)[0][1:] == ("2026-05-31", True)


def test_a_letter_of_10_january_2025_has_run_out_on_11_april_and_the_old_branch_is_still_responsible(
    transfer: Transfer,
) -> None:
    transfer.offer(lettered(102, on="2025-01-10"), at=moment(date(2025, 1, 10)))
    assert transfer.letters(102) == [("组介102", "2025-04-10", True)]
    for day, expired, step in (
        (date(2025, 4, 10), 0, NextStep.REPORT),
        (date(2025, 4, 11), 1, NextStep.FIND_AND_REISSUE),
    ):
        for actor in (transfer.firm, transfer.street):
            assert transfer.figures(actor, on=day)["expired"] == expired
            with acting(actor):
                [found] = queries.list_members(scope=actor.scope, today=day)
                assert queries.step_of(found, day).step is step
    assert transfer.state(102) is MemberState.LETTER_ISSUED, "that it has run out is stored nowhere"
    assert transfer.holders(102) == [(transfer.scene.enterprise_id, None, True)]


def test_another_letter_takes_the_place_of_the_first(transfer: Transfer) -> None:
    transfer.offer(lettered(102, on="2025-12-10"))
    transfer.issue(102)
    assert transfer.letters(102) == [("组介102", "2026-03-10", False), ("组介〔2026〕0031号", "2026-05-31", True)]
    with acting(SYSTEM):
        told = Event.objects.filter(type="party.letter_recorded", subject_id=transfer.member(102).pk)
        assert [one.retiree_id for one in told] == [None, None], "nobody of the register, so nobody's timeline"


def test_it_may_go_to_another_place_from_then_on(transfer: Transfer) -> None:
    transfer.offer(member(102))
    transfer.issue(102, to=COMMUNITY)
    assert transfer.member(102).place_no == places().by_code[COMMUNITY].place_no
    with acting(transfer.community):
        assert queries.list_members(scope=transfer.community.scope, today=TODAY).count() == 1
    with acting(SYSTEM):
        told = Event.objects.get(type="party.letter_recorded", subject_id=transfer.member(102).pk)
    assert told.place_no == places().by_code[COMMUNITY].place_no, "told to the place that has to act now"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"on": date(2026, 3, 3)}, "party.date_not_possible"),
        ({"on": date(2025, 12, 1)}, "party.letter_run_out"),
        ({"first": ""}, "party.number_not_possible"),
        ({"first": "３１"}, "party.number_not_possible"),
        ({"first": "-1"}, "party.number_not_possible"),
        ({"first": "1" * 40}, "party.number_not_possible"),
        ({"first": "0007"}, "party.letter_used"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_recorded(
    transfer: Transfer, given: dict[str, object], code: str
) -> None:
    transfer.offer(lettered(102, no="组介〔2026〕0008号"), member(103), member(104))
    with pytest.raises(Invalid) as refused:
        transfer.issue(103, 104, **given)  # type: ignore[arg-type]
    assert refused.value.code == code and refused.value.next_step
    assert transfer.letters(103) == [] and transfer.state(103) is MemberState.OFFERED
    assert transfer.issue(103, 104) == 2


def test_a_place_and_another_enterprise_record_no_letters_and_who_reported_gets_no_new_one(transfer: Transfer) -> None:
    transfer.offer(lettered(102), member(103))
    chosen = transfer.ids(102, 103)
    from yinqiao.areas.party import services
    from yinqiao.areas.party.types import LetterInput, Numbering

    letter = LetterInput(Numbering("", "1"), LetterMedium.PAPER, TODAY)
    with pytest.raises(NotFound):
        services.record_letters(actor=transfer.street, at=moment(TODAY), ids=chosen, letter=letter)
    with pytest.raises(Conflict) as refused:
        services.record_letters(actor=transfer.rival, at=moment(TODAY), ids=chosen, letter=letter)
    assert refused.value.code == "party.members_not_open"
    transfer.check_in(102)
    assert transfer.issue(102, 103) == 1, "of those chosen, who still may"
    assert transfer.state(102) is MemberState.CHECKED_IN
    with pytest.raises(Conflict):
        transfer.issue(102)
