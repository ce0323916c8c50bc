"""The auditor's and the data-protection officer's pages: what stands out, who may look, what remains."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from yinqiao.kernel.errors import Refused
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.audit.unusual import list_unusual
from yinqiao.platform.ui.exports import PurposeForm
from yinqiao.platform.ui.tests.people_list import request_of
from yinqiao.shell.oversight import checks, periods, views
from yinqiao.shell.oversight.forms import EvidenceForm

pytestmark = [pytest.mark.db, pytest.mark.django_db]

CITY = Scope.place(1, 9000, "长沙市")
AUDITOR = Actor(UUID(int=1), "auditor", "曾莉", CITY, "长沙市")
OFFICER = Actor(UUID(int=2), "data_protection_officer", "唐洁", CITY, "长沙市")
CLERK = Actor(UUID(int=3), "community_officer", "李红霞", Scope.place(10, 20, "某社区"), "某社区")


def reads(actor: Actor, people: int, action: str = "retirees.open_person") -> None:
    """Somebody opened so many people today."""
    with acting(actor):
        for _ in range(people):
            record_read(actor, action=action, retiree_id=uuid4())


def unusual() -> list[tuple[str, str]]:
    """What the auditor is shown."""
    with acting(AUDITOR):
        today = timezone.localdate()
        return [(one.actor_name, one.kind) for one in list_unusual(since=today, today=today, region="4301")]


def test_opening_sixty_people_where_others_open_few_stands_out() -> None:
    for number in range(3):
        reads(replace(CLERK, id=UUID(int=10 + number), name=f"同事{number}"), 4)
    reads(CLERK, 59)
    assert ("李红霞", "opened") not in unusual()
    reads(CLERK, 1)
    assert ("李红霞", "opened") in unusual()


def test_forty_unmaskings_in_a_day_stand_out() -> None:
    reads(CLERK, 39, action="retirees.reveal")
    assert ("李红霞", "revealed") not in unusual()
    reads(CLERK, 1, action="retirees.reveal")
    assert ("李红霞", "revealed") in unusual()


def test_a_contacts_phone_and_a_whole_copy_count_as_unmaskings() -> None:
    reads(CLERK, 20, action="retirees.reveal_contact")
    reads(CLERK, 20, action="retirees.reveal_copy")
    assert ("李红霞", "revealed") in unusual()


def test_the_page_of_periods_opens_for_overseers_and_names_source_and_standing() -> None:
    with acting(AUDITOR):
        page = periods.periods(request_of(actor=AUDITOR)).content.decode()
    for held in ("保存期限", "第五十六条", "至少 1,096 日", "暂定，待本市确定", "retention.proof@2019-01-01"):
        assert held in page, held
    with acting(CLERK), pytest.raises(Refused):
        periods.periods(request_of(actor=CLERK))


def test_a_community_officer_sees_its_own_entries_alone() -> None:
    reads(AUDITOR, 2)
    reads(CLERK, 3)
    with acting(CLERK):
        assert Entry.objects.count() == 3
    with acting(AUDITOR):
        assert Entry.objects.count() == 5


@pytest.mark.parametrize("view", [views.audit_log, checks.unusual, views.records])
def test_overseers_open_their_pages_and_a_community_officer_is_refused(view: object) -> None:
    for actor in (AUDITOR, OFFICER):
        with acting(actor):
            answer = view(request_of(actor=actor))  # type: ignore[operator]
            assert answer.status_code == 200
    with acting(CLERK), pytest.raises(Refused) as refused:
        view(request_of(actor=CLERK))  # type: ignore[operator]
    assert refused.value.code == "access.role_not_allowed"


def test_only_the_data_protection_officer_sees_what_is_due() -> None:
    with acting(OFFICER):
        assert views.proposals(request_of(actor=OFFICER)).status_code == 200
    with acting(AUDITOR), pytest.raises(Refused):
        views.proposals(request_of(actor=AUDITOR))


def test_a_purpose_that_must_have_four_characters_says_so() -> None:
    for form in (EvidenceForm(), PurposeForm()):
        assert f"至少 {form.fields['purpose'].min_length} 个字" in form.fields["purpose"].help_text  # type: ignore[attr-defined]
