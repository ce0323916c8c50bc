"""Several at the same moment, each on a connection of its own, with real commits: one wins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection

from yinqiao.areas.accounts import services
from yinqiao.areas.accounts.models import Grant, Invitation, User
from yinqiao.areas.accounts.tests.people import NOW, PASSWORD, SYSTEM, TODAY, build_cast, build_city, firm, place
from yinqiao.areas.accounts.types import NewGrant, NewInvitation, NewUser, Role
from yinqiao.areas.organisations.queries import forget_places
from yinqiao.kernel.errors import DomainError

pytestmark = pytest.mark.db
AT_ONCE = 8


@pytest.fixture
def committed(fresh_database: None, quick_hashes: None) -> SimpleNamespace:
    """The cast in a database of its own."""
    forget_places()
    return build_cast(build_city())


def at_once(act: Callable[[int], object]) -> Counter[str]:
    """Run `act` in 8 threads that start together; how often each outcome came."""
    start = Barrier(AT_ONCE)

    def one(number: int) -> str:
        try:
            start.wait(30)
            act(number)
        except DomainError as error:
            return error.code
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(one, range(AT_ONCE)))


def test_an_invitation_used_8_times_at_once_makes_1_account(committed: SimpleNamespace) -> None:
    wanted = NewInvitation("李娜", Role.COMMUNITY_OFFICER, place(committed.city.other))
    token = services.invite(actor=committed.street_admin.actor, at=NOW, invitation=wanted)
    outcome = at_once(
        lambda number: services.accept_invitation(
            actor=SYSTEM, at=NOW, token=token, username=f"lina{number}", password=PASSWORD
        )
    )
    assert outcome == {"done": 1, "accounts.invitation_gone": 7}
    assert User.objects.filter(username__startswith="lina").count() == 1
    assert Invitation.objects.get().accepted_by is not None


def test_a_one_time_code_given_8_times_at_once_is_taken_once(committed: SimpleNamespace) -> None:
    Authenticator.objects.create(user=committed.officer.user, type="totp", data={"secret": "x"})
    outcome = at_once(
        lambda _: services.spend_code(
            actor=committed.officer.actor, at=NOW, user_id=committed.officer.id, code="123456"
        )
    )
    assert outcome == {"done": 1, "accounts.code_already_used": 7}


def test_two_roles_that_exclude_each_other_given_at_once_leave_one(committed: SimpleNamespace) -> None:
    made = services.create_user(actor=SYSTEM, at=NOW, user=NewUser("xinren", "新人"), password=PASSWORD)
    targets = [
        (Role.ENTERPRISE_OFFICER, firm(committed.city.group)),
        (Role.STREET_OFFICER, place(committed.city.street)),
    ]

    def give(number: int) -> None:
        role, target = targets[number % 2]
        services.grant_role(actor=SYSTEM, at=NOW, user_id=made.user_id, grant=NewGrant(role, target, TODAY))

    outcome = at_once(give)
    assert outcome == {"done": 1, "accounts.already_granted": 3, "accounts.roles_incompatible": 4}
    assert Grant.objects.filter(user_id=made.user_id).count() == 1
