"""The pages: who may open them, what they do, what they say when there is nothing or something is wrong."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import openpyxl
import pytest
from django.test import Client

from yinqiao.areas.accounts import queries, services
from yinqiao.areas.accounts.models import Grant, Invitation, User
from yinqiao.areas.accounts.tests.people import NOW, PASSWORD, TODAY, Person, make, place
from yinqiao.areas.accounts.types import NewGrant, Role, UserFilter
from yinqiao.areas.accounts.views.today import ending_grants

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def as_(person: Person) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    done = client.post("/accounts/login/", {"login": person.user.username, "password": PASSWORD})
    assert done.status_code == 302
    return client


def refusal(response: Any) -> str:
    """The stable code that an error page shows."""
    found = re.search(r"\b(accounts|access)\.[a-z_]+", response.content.decode())
    return found[0] if found else ""


OWN = ["/accounts/profile/", "/accounts/profile/details/", "/accounts/roles/", "/accounts/sign-ins/",
       "/accounts/password/change/"]  # fmt: skip
ADMIN = {
    "/accounts/users/": {"system", "security", "city_admin", "street_admin", "firm_admin"},
    "/accounts/users/new/": {"system", "city_admin", "street_admin", "firm_admin"},
    "/accounts/invitations/": {"system", "city_admin", "street_admin", "firm_admin"},
    "/accounts/invitations/new/": {"system", "city_admin", "street_admin", "firm_admin"},
}
EVERYBODY = ["system", "security", "auditor", "city_admin", "street_admin", "firm_admin", "officer", "manager"]


@pytest.mark.parametrize("who", EVERYBODY)
def test_each_role_opens_its_own_pages_and_the_administrators_theirs(cast: SimpleNamespace, who: str) -> None:
    client = as_(getattr(cast, who))
    for path in OWN:
        assert client.get(path).status_code == 200, path
    for path, roles in ADMIN.items():
        response = client.get(path)
        assert response.status_code == (200 if who in roles else 403), path
        if who not in roles:
            assert refusal(response) == "access.role_not_allowed"


@pytest.mark.parametrize("path", [*OWN, *ADMIN, f"/accounts/users/{UUID(int=1)}/"])
def test_nobody_signed_in_is_sent_to_sign_in_and_back(client: Client, city: SimpleNamespace, path: str) -> None:
    assert client.get(path).url == f"/accounts/login/?next={path}"


@pytest.mark.parametrize(
    ("who", "is_offered"), [("system", False), ("security", False), ("street_admin", False), ("officer", True), ("auditor", True)]
)  # fmt: skip
def test_a_search_for_people_is_offered_only_to_whom_it_could_find_somebody(
    cast: SimpleNamespace, who: str, is_offered: bool
) -> None:
    page = as_(getattr(cast, who)).get("/accounts/profile/").content.decode()
    assert ("data-search" in page) is is_offered


def test_the_accounts_within_reach_go_out_as_a_workbook_for_review(cast: SimpleNamespace) -> None:
    client = as_(cast.street_admin)
    answer = client.post("/accounts/users/?role=unit_admin&export=1", {"purpose": "半年核对账户"})
    rows = [*openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active.iter_rows(values_only=True)]
    assert "半年核对账户" in rows[0][0] and "角色：本单位账户管理员" in rows[0][0]
    assert [row[1] for row in rows[2:]] == ["jieguan"]
    assert client.get("/accounts/users/?export=1").status_code == 200
    assert as_(cast.officer).get("/accounts/users/?export=1").status_code == 403


def test_an_administrator_lists_the_accounts_within_reach_and_filters_them(cast: SimpleNamespace) -> None:
    client = as_(cast.street_admin)
    assert {one.username for one in _listed(client, "/accounts/users/")} == {"jieguan", "zhuangan", "linju"}
    for asked, expected in [
        ("?text=ZHUAN", {"zhuangan"}), ("?role=unit_admin", {"jieguan"}), ("?state=stopped", set()),
        ("?state=in_force", {"jieguan", "zhuangan", "linju"}), ("?state=ended", set()), ("?page=99", {"jieguan", "zhuangan", "linju"}),
    ]:  # fmt: skip
        assert {one.username for one in _listed(client, f"/accounts/users/{asked}")} == expected, asked


@pytest.mark.parametrize("column", ["name", "username", "duties", "has_second_factor", "last_login", "state"])
def test_the_list_of_accounts_sorts_by_every_column_both_ways(cast: SimpleNamespace, column: str) -> None:
    client = as_(cast.street_admin)
    there, back = (_listed(client, f"/accounts/users/?sort={sign}{column}") for sign in ("", "-"))
    assert {one.username for one in there} == {one.username for one in back} == {"jieguan", "zhuangan", "linju"}
    if column == "username":
        assert [one.username for one in there] == [one.username for one in reversed(back)]


def test_taking_an_invitation_back_asks_first_and_then_the_link_opens_nothing(cast: SimpleNamespace) -> None:
    fields = {"name": "李娜", "role": "community_officer", "unit": "岳麓区 · 望月湖街道 · 湖中社区"}
    admin = as_(cast.street_admin)
    link = admin.post("/accounts/invitations/new/", fields).context["link"]
    address = f"/accounts/invitations/{Invitation.objects.get().pk}/withdraw/"
    assert f'href="{address}"' in admin.get("/accounts/invitations/").content.decode()
    asks = admin.get(address).content.decode()
    assert "李娜" in asks and "立即失效" in asks and Client().get(link).status_code == 200
    assert admin.post(address, {"confirmed": "1"}).status_code == 302
    assert Client().get(link).status_code == 404 and admin.get(address).status_code == 404


def _listed(client: Client, address: str) -> list[Any]:
    return [row.record for row in client.get(address).context["page"].table.page]


def test_an_account_elsewhere_and_none_at_all_are_the_same_page(cast: SimpleNamespace) -> None:
    client = as_(cast.street_admin)
    pages = [client.get(f"/accounts/users/{one}/") for one in (cast.manager.id, uuid4())]
    # The number of the request and the form's token are new each time.
    fresh = r'value="[^"]{64}"|"X-CSRFToken": "[^"]+"|编号：<code>[0-9a-f]+</code>'
    bodies = [re.sub(fresh, "", one.content.decode()) for one in pages]
    assert [one.status_code for one in pages] == [404, 404]
    assert bodies[0] == bodies[1]


def test_an_administrator_sees_of_an_account_only_the_roles_within_reach(cast: SimpleNamespace) -> None:
    grant = NewGrant(Role.DISTRICT_MANAGER, place(cast.city.district), TODAY)
    services.grant_role(actor=cast.city_admin.actor, at=NOW, user_id=cast.officer.id, grant=grant)
    page = as_(cast.street_admin).get(f"/accounts/users/{cast.officer.id}/")
    assert [one.role for one in page.context["shown"].grants] == ["community_officer"]
    reset = as_(cast.street_admin).post(f"/accounts/users/{cast.officer.id}/reset-password/")
    assert "您不能代为操作" in reset.content.decode()
    assert User.objects.get(pk=cast.officer.id).check_password(PASSWORD)


def test_a_new_account_shows_its_temporary_password_once_and_it_works(cast: SimpleNamespace) -> None:
    fields = {
        "name": "古丽·买买提", "username": "GuLi", "phone": "0731-8888888", "role": "community_officer",
        "unit": "岳麓区 · 望月湖街道 · 湖中社区", "valid_from": "2026-03-02", "valid_to": "",
    }  # fmt: skip
    page = as_(cast.street_admin).post("/accounts/users/new/", fields)
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    password = page.context["password"]
    assert password in page.content.decode()
    client = Client()
    assert client.post("/accounts/login/", {"login": "guli", "password": password}).status_code == 302
    assert client.get("/accounts/profile/").url == "/accounts/password/change/"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"unit": "芙蓉区"}, "请从列表中选择，"),
        ({"username": "王芳芳芳"}, "以字母开头"),
        ({"username": "zhuangan"}, "这个登录名已被使用"),
        ({"role": "street_officer"}, "不能授予到这个单位"),
        ({"role": "city_manager"}, "不在可用的选项"),
        ({"role": "auditor"}, "不在可用的选项"),
        ({"valid_to": "2026-03-02"}, "终止日期须晚于起始日期"),
        ({"valid_to": "明天"}, "输入一个有效的日期"),
        ({"name": ""}, "必填"),
    ],
)
def test_what_is_wrong_with_a_new_account_is_said_beside_its_field_and_nothing_is_made(
    cast: SimpleNamespace, changed: dict[str, str], words: str
) -> None:
    fields = {
        "name": "新人", "username": "xinren", "role": "community_officer", "unit": "岳麓区 · 望月湖街道 · 湖中社区",
        "valid_from": "2026-03-02",
    }  # fmt: skip
    before = User.objects.count()
    page = as_(cast.street_admin).post("/accounts/users/new/", {**fields, **changed})
    assert page.status_code == 200
    assert words in page.content.decode()
    assert User.objects.count() == before


@pytest.mark.parametrize(("who", "offered"), [
    ("street_admin", {Role.COMMUNITY_OFFICER, Role.STREET_OFFICER}),
    ("city_admin", {Role.COMMUNITY_OFFICER, Role.STREET_OFFICER, Role.DISTRICT_MANAGER, Role.CITY_MANAGER, Role.AGENCY_OFFICER}),
    ("firm_admin", {Role.ENTERPRISE_OFFICER}),
    ("system", {Role.UNIT_ADMIN, Role.ENTERPRISE_ADMIN}),
])  # fmt: skip
def test_an_administrator_is_offered_only_roles_that_fit_a_unit_within_reach(
    cast: SimpleNamespace, who: str, offered: set[Role]
) -> None:
    for path in ("/accounts/users/new/", "/accounts/invitations/new/"):
        page = as_(getattr(cast, who)).get(path).content.decode()
        assert {role for role in Role if f'<option value="{role.value}"' in page} == offered


def test_an_invitation_link_works_once_and_the_database_keeps_only_its_digest(cast: SimpleNamespace) -> None:
    fields = {"name": "李娜", "role": "community_officer", "unit": "岳麓区 · 望月湖街道 · 湖中社区"}
    admin = as_(cast.street_admin)
    link = admin.post("/accounts/invitations/new/", fields).context["link"]
    token = link.rstrip("/").rsplit("/", 1)[1]
    assert not Invitation.objects.filter(token_hash=token).exists()
    assert [one.name for one in _listed(admin, "/accounts/invitations/")] == ["李娜"]
    guest = Client()
    assert guest.get(link).status_code == 200
    account = {"username": "lina", "password1": PASSWORD, "password2": PASSWORD}
    assert guest.post(link, {**account, "password2": "另外一个密码一二三"}).status_code == 200
    assert guest.post(link, {**account, "username": "zhuangan"}).status_code == 200
    assert guest.post(link, account).url == "/accounts/login/"
    assert "账户已开通" in guest.get("/accounts/login/").content.decode()
    made = User.objects.get(username="lina")
    assert (made.name, made.must_change_password) == ("李娜", False)
    assert Grant.objects.get(user=made).granted_by == cast.street_admin.id
    for again in (guest.get(link), guest.post(link, {**account, "username": "lina2"})):
        assert (again.status_code, refusal(again)) == (404, "accounts.invitation_gone")
    assert guest.post("/accounts/login/", {"login": "lina", "password": PASSWORD}).status_code == 302


def test_a_person_switches_to_another_own_role_and_to_nobody_elses(cast: SimpleNamespace) -> None:
    grant = NewGrant(Role.COMMUNITY_OFFICER, place(cast.city.other), TODAY)
    second = services.grant_role(actor=cast.city_admin.actor, at=NOW, user_id=cast.officer.id, grant=grant)
    client = as_(cast.officer)
    assert client.post("/accounts/roles/", {"grant": str(second)}).url == "/"
    assert client.get("/accounts/profile/").context["actor"].unit == "岳麓区 · 望月湖街道 · 湖中社区"
    for foreign in (cast.manager.actor.grant_id, uuid4(), "x"):
        assert client.post("/accounts/roles/", {"grant": str(foreign)}).status_code == 404
    assert client.get("/accounts/profile/").context["actor"].unit == "岳麓区 · 望月湖街道 · 湖中社区"


def test_an_administrator_takes_a_role_back_with_a_reason_and_names_a_deputy(cast: SimpleNamespace) -> None:
    admin, grant_id = as_(cast.street_admin), cast.officer.actor.grant_id
    days = {"deputy": str(cast.neighbour.id), "valid_from": "2099-03-10", "valid_to": "2099-03-20"}
    assert admin.post(f"/accounts/grants/{grant_id}/deputy/", days).url == f"/accounts/users/{cast.officer.id}/"
    assert admin.post(f"/accounts/grants/{grant_id}/revoke/", {"reason": ""}).status_code == 200
    done = admin.post(f"/accounts/grants/{grant_id}/revoke/", {"reason": "调离岗位"})
    assert done.url == f"/accounts/users/{cast.officer.id}/"
    assert not Grant.objects.filter(pk=grant_id, revoked_at=None).exists()
    assert not Grant.objects.filter(deputy_for_id=grant_id, revoked_at=None).exists()


def test_an_officer_names_its_deputy_and_ends_it_again_from_the_own_page(cast: SimpleNamespace) -> None:
    client, grant_id = as_(cast.officer), cast.officer.actor.grant_id
    days = {"deputy": str(cast.neighbour.id), "valid_from": "2099-03-10", "valid_to": "2099-03-20"}
    assert client.post(f"/accounts/grants/{grant_id}/deputy/", days).url == "/accounts/profile/"
    [deputy] = client.get("/accounts/profile/").context["deputies"]
    assert deputy.user_id == cast.neighbour.id
    done = client.post(f"/accounts/grants/{deputy.id}/revoke/", {"reason": "提前返岗"})
    assert done.url == "/accounts/profile/"
    assert not client.get("/accounts/profile/").context["deputies"]


@pytest.mark.parametrize(
    ("measure", "who", "status"),
    [
        ("reset-password", "street_admin", 200), ("reset-password", "security", 200),
        ("remove-second-factor", "street_admin", 404), ("remove-second-factor", "security", 302),
        ("stop", "street_admin", 302), ("stop", "security", 302), ("end-sessions", "security", 302),
        ("unlock", "street_admin", 302), ("restart", "city_admin", 302), ("unheard-of", "security", 404),
        ("stop", "officer", 403), ("stop", "auditor", 403), ("stop", "firm_admin", 404),
    ],
)  # fmt: skip
def test_each_measure_is_taken_by_whom_it_belongs_to(
    cast: SimpleNamespace, measure: str, who: str, status: int
) -> None:
    response = as_(getattr(cast, who)).post(f"/accounts/users/{cast.neighbour.id}/{measure}/", {"reason": "核实"})
    assert response.status_code == status
    changed = not User.objects.get(pk=cast.neighbour.id).check_password(PASSWORD)
    assert changed == (measure == "reset-password" and who == "street_admin")


def test_nobody_takes_measures_on_the_own_account(cast: SimpleNamespace) -> None:
    page = as_(cast.security).post(f"/accounts/users/{cast.security.id}/stop/", {"reason": "试试"})
    assert "不能对自己的账户进行这项操作" in page.content.decode()
    assert User.objects.get(pk=cast.security.id).is_active


def test_somebody_without_any_role_still_reaches_the_own_account_and_is_told_whom_to_ask(
    cast: SimpleNamespace,
) -> None:
    client = as_(cast.officer)
    services.revoke_grant(actor=cast.security.actor, at=NOW, grant_id=cast.officer.actor.grant_id, reason="调离岗位")
    page = client.get("/accounts/roles/")
    assert (page.status_code, page.context["actor"].role) == (200, "none")
    assert "请联系本单位账户管理员" in page.content.decode()


def test_a_list_of_accounts_costs_the_same_number_of_statements_for_3_and_for_43(
    cast: SimpleNamespace, django_assert_max_num_queries: Any
) -> None:
    for number in range(40):
        make(f"duoren{number}", Role.COMMUNITY_OFFICER, place(cast.city.other))
    reach = queries.get_reach(actor=cast.street_admin.actor)
    with django_assert_max_num_queries(4):
        rows = queries.list_users(reach=reach, today=TODAY)
    assert len(rows) == 43


def test_a_role_that_ends_within_14_days_asks_for_its_administrator_and_the_count_is_the_lists(
    cast: SimpleNamespace,
) -> None:
    for days in (14, 15):
        make(f"daoqi{days}", Role.COMMUNITY_OFFICER, place(cast.city.other), valid_to=TODAY + timedelta(days=days))
    [entry] = ending_grants(cast.street_admin.actor, TODAY)
    reach = queries.get_reach(actor=cast.street_admin.actor)
    rows = queries.list_users(reach=reach, today=TODAY, wanted=UserFilter(state="ending"))
    assert (entry.count, [one.username for one in rows]) == (1, ["daoqi14"])
    assert ending_grants(cast.auditor.actor, TODAY) == ending_grants(cast.security.actor, TODAY) == []


def test_the_page_of_an_account_offers_only_what_the_reader_may_do(cast: SimpleNamespace) -> None:
    path = f"/accounts/users/{cast.officer.id}/"
    offered = {
        who: set(re.findall(rf'href="{path}([a-z-]+)/"', as_(getattr(cast, who)).get(path).content.decode()))
        for who in ("street_admin", "system", "security")
    }
    assert offered == {
        "street_admin": {"grant", "reset-password", "unlock", "end-sessions", "stop"},
        "system": {"grant"},
        "security": {"unlock", "end-sessions", "stop"},
    }
