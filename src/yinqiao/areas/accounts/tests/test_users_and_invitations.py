"""Passwords, measures and invitations as acts: what is refused, and that nothing of it happened then."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from yinqiao.areas.accounts import services
from yinqiao.areas.accounts.models import Grant, Invitation, User
from yinqiao.areas.accounts.tests.people import NOW, PASSWORD, SYSTEM, TODAY, firm, last_entry, make, place
from yinqiao.areas.accounts.types import NewGrant, NewInvitation, NewUser, Role, Target
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def invitation(cast: SimpleNamespace, **changed: object) -> NewInvitation:
    given = {"name": "李娜", "role": Role.COMMUNITY_OFFICER, "target": place(cast.city.other), "valid_to": None}
    return NewInvitation(**{**given, **changed})


def accept(token: str, username: str = "lina", at: object = NOW, password: str = PASSWORD) -> object:
    return services.accept_invitation(actor=SYSTEM, at=at, token=token, username=username, password=password)


def test_an_invitation_lasts_7_days_to_the_second(cast: SimpleNamespace) -> None:
    early, late = (
        services.invite(actor=cast.street_admin.actor, at=NOW, invitation=invitation(cast)) for _ in range(2)
    )
    accept(early, at=NOW + timedelta(days=7, seconds=-1))
    with pytest.raises(NotFound, match=r"accounts\.invitation_gone"):
        accept(late, "lina2", at=NOW + timedelta(days=7))


def test_a_withdrawn_invitation_an_unknown_one_and_one_of_a_stopped_inviter_are_the_same_answer(
    cast: SimpleNamespace,
) -> None:
    token = services.invite(actor=cast.street_admin.actor, at=NOW, invitation=invitation(cast))
    other = services.invite(actor=cast.street_admin.actor, at=NOW, invitation=invitation(cast))
    services.withdraw_invitation(
        actor=cast.city_admin.actor, at=NOW, invitation_id=Invitation.objects.order_by("id")[0].pk
    )
    services.stop_user(actor=cast.security.actor, at=NOW, user_id=cast.street_admin.id, reason="违规")
    for gone in (token, other, "unheard-of"):
        with pytest.raises(NotFound, match=r"accounts\.invitation_gone"):
            accept(gone)
    assert not User.objects.filter(username="lina").exists()


def test_open_invitations_end_with_the_role_of_who_invited(cast: SimpleNamespace) -> None:
    token = services.invite(actor=cast.street_admin.actor, at=NOW, invitation=invitation(cast))
    services.revoke_grant(actor=cast.system.actor, at=NOW, grant_id=cast.street_admin.actor.grant_id, reason="调离岗位")
    with pytest.raises(NotFound, match=r"accounts\.invitation_gone"):
        accept(token)


def test_a_refused_acceptance_leaves_the_link_usable(cast: SimpleNamespace) -> None:
    token = services.invite(actor=cast.street_admin.actor, at=NOW, invitation=invitation(cast))
    with pytest.raises(Conflict, match=r"accounts\.username_taken"):
        accept(token, "ZHUANGAN")
    with pytest.raises(Invalid, match=r"accounts\.username_malformed"):
        accept(token, "李娜")
    with pytest.raises(Invalid, match=r"accounts\.password_too_weak"):
        accept(token, password="password1234")
    accept(token)


def test_an_administrator_invites_only_where_it_may_give(cast: SimpleNamespace) -> None:
    with pytest.raises(Refused, match=r"accounts\.may_not_grant"):
        services.invite(
            actor=cast.street_admin.actor, at=NOW,
            invitation=invitation(cast, role=Role.DISTRICT_MANAGER, target=place(cast.city.far)),
        )  # fmt: skip
    with pytest.raises(Refused, match=r"accounts\.may_not_grant"):
        services.invite(actor=cast.auditor.actor, at=NOW, invitation=invitation(cast))
    with pytest.raises(Invalid, match=r"accounts\.wrong_period"):
        services.invite(actor=cast.street_admin.actor, at=NOW, invitation=invitation(cast, valid_to=TODAY))
    with pytest.raises(NotFound, match=r"accounts\.not_found"):
        services.invite(actor=cast.street_admin.actor, at=NOW, invitation=invitation(cast))
        services.withdraw_invitation(
            actor=cast.firm_admin.actor, at=NOW, invitation_id=Invitation.objects.latest("id").pk
        )


def test_a_link_used_after_the_roles_end_is_gone(cast: SimpleNamespace) -> None:
    wanted = invitation(cast, valid_to=TODAY + timedelta(days=2))
    token = services.invite(actor=cast.street_admin.actor, at=NOW, invitation=wanted)
    with pytest.raises(NotFound, match=r"accounts\.invitation_gone"):
        accept(token, at=NOW + timedelta(days=2))


def test_a_reset_password_is_temporary_ends_sign_ins_and_is_refused_for_accounts_with_roles_beyond_reach(
    cast: SimpleNamespace,
) -> None:
    password = services.reset_password(actor=cast.street_admin.actor, at=NOW, user_id=cast.officer.id)
    user = cast.officer.user
    assert user.check_password(password)
    assert user.must_change_password
    assert last_entry("accounts.password_reset").detail == {"sessions": 0}
    Grant.objects.create(user=user, role=Role.DISTRICT_MANAGER, division=cast.city.far, valid_from=date(2026, 4, 1))
    with pytest.raises(Refused, match=r"accounts\.may_not_manage"):
        services.reset_password(actor=cast.street_admin.actor, at=NOW, user_id=cast.officer.id)
    assert cast.officer.user.check_password(password)


@pytest.mark.parametrize("who", ["system", "security", "street_admin", "firm_admin"])
def test_nobody_but_the_operator_resets_the_password_of_one_of_the_three_administrators(
    cast: SimpleNamespace, who: str
) -> None:
    with pytest.raises((Refused, NotFound)):
        services.reset_password(actor=getattr(cast, who).actor, at=NOW, user_id=cast.auditor.id)
    assert cast.auditor.user.check_password(PASSWORD)
    services.reset_password(actor=SYSTEM, at=NOW, user_id=cast.auditor.id)
    assert not cast.auditor.user.check_password(PASSWORD)


def test_the_system_administrator_answers_for_account_administrators_but_not_for_casework(
    cast: SimpleNamespace,
) -> None:
    services.reset_password(actor=cast.system.actor, at=NOW, user_id=cast.street_admin.id)
    with pytest.raises(Refused, match=r"accounts\.may_not_manage"):
        services.reset_password(actor=cast.system.actor, at=NOW, user_id=cast.officer.id)


def test_the_system_administrator_appoints_administrators_of_units_and_enterprises(cast: SimpleNamespace) -> None:
    for username, role, target in (
        ("quguan", Role.UNIT_ADMIN, place(cast.city.district)),
        ("qiguan2", Role.ENTERPRISE_ADMIN, firm(cast.city.stranger)),
    ):
        made = services.create_user(
            actor=cast.system.actor, at=NOW, user=NewUser(username, "管理员"), grant=NewGrant(role, target, TODAY)
        )
        assert User.objects.get(pk=made.user_id).check_password(made.password)
    with pytest.raises(Refused, match=r"accounts\.may_not_grant"):
        grant = NewGrant(Role.SECURITY_ADMIN, Target(), TODAY)
        services.create_user(actor=cast.system.actor, at=NOW, user=NewUser("anquan2", "安全"), grant=grant)


@pytest.mark.parametrize("weak", ["短密码", "password1234", "xiangtanwang1", "湘潭王家大院门前石榴树"])
def test_a_password_too_short_common_or_like_a_name_makes_no_account(city: SimpleNamespace, weak: str) -> None:
    with pytest.raises(Invalid, match=r"accounts\.password_too_weak"):
        services.create_user(
            actor=SYSTEM, at=NOW, user=NewUser("xiangtanwang", "湘潭王家大院门前石榴"), grant=None, password=weak
        )
    assert not User.objects.filter(username="xiangtanwang").exists()


def test_a_code_is_spent_once_even_written_with_spaces_and_forgotten_after_3_minutes(cast: SimpleNamespace) -> None:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=cast.officer.user, type="totp", data={"secret": "x"})

    def spend(code: str, minutes: float = 0) -> None:
        at = NOW + timedelta(minutes=minutes)
        services.spend_code(actor=cast.officer.actor, at=at, user_id=cast.officer.id, code=code)

    spend("123456")
    spend("654321", 1)
    for again in ("123456", "123 456"):
        with pytest.raises(Refused, match=r"accounts\.code_already_used"):
            spend(again, 2)
    spend("123456", 3.01)
    kept = Authenticator.objects.get(user_id=cast.officer.id).data["spent"]
    assert len(kept) == 2


def test_the_operator_alone_makes_the_first_administrators(city: SimpleNamespace) -> None:
    first = make("diyi", Role.SYSTEM_ADMIN, Target())
    assert first.actor.role == "system_admin"
    assert last_entry("accounts.user_created").actor_role == "system"
