"""Access keys: for which grants, shown once, kept as a digest, dead with the next request when anything ends them."""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime, timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import openpyxl
import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from yinqiao.areas.accounts import queries, services
from yinqiao.areas.accounts.models import AccessKey, Grant
from yinqiao.areas.accounts.rules import KEY_ROLES, OVERSEERS, THREE_ADMINS, key_lasts
from yinqiao.areas.accounts.tests.people import (
    NOW,
    PASSWORD,
    SYSTEM,
    TODAY,
    Person,
    firm,
    last_entry,
    make,
    place,
)
from yinqiao.areas.accounts.types import KeyState, NewKey, Role
from yinqiao.areas.accounts.views.today import ending_keys
from yinqiao.areas.organisations.models import Division, Enterprise
from yinqiao.areas.organisations.queries import forget_places
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import acting
from yinqiao.platform.audit.models import Entry
from yinqiao.shell.machine.gate import FAILURES_A_MINUTE

pytestmark = [pytest.mark.db, pytest.mark.django_db]
NEXT_YEAR = date(2027, 3, 2)


def grant_of(person: Person) -> UUID:
    return Grant.objects.get(user_id=person.id).pk


def key_for(maker: Person, holder: Person, *, valid_to: date = NEXT_YEAR, name: str = "统计平台取数") -> str:
    return services.make_key(actor=maker.actor, at=NOW, key=NewKey(name, grant_of(holder), valid_to))


def opens(token: str, today: date = TODAY) -> bool:
    return queries.find_key_use(token=token, today=today, request_id="") is not None


def refusal_of(act: Any, **given: Any) -> str:
    with pytest.raises(DomainError) as refused:
        act(**given)
    return refused.value.code


def test_a_key_acts_with_the_role_and_scope_of_its_grant_and_under_its_own_name(cast: SimpleNamespace) -> None:
    token = key_for(cast.street_admin, cast.officer)
    use = queries.find_key_use(token=token, today=TODAY, request_id="r")
    assert use is not None
    made = AccessKey.objects.get()
    assert (use.actor.id, use.actor.name, use.last_used_on) == (made.pk, "接口·统计平台取数", None)
    assert (use.actor.role, use.actor.scope) == (cast.officer.actor.role, cast.officer.actor.scope)


def test_a_key_has_256_random_bits_and_only_its_digest_is_kept(cast: SimpleNamespace) -> None:
    tokens = {key_for(cast.street_admin, cast.officer) for _ in range(20)}
    assert all(re.fullmatch(r"yq_[\w-]{43}", one) for one in tokens)
    kept = set(AccessKey.objects.values_list("key_hash", flat=True))
    assert kept == {hashlib.sha256(one.encode()).hexdigest() for one in tokens}
    with acting(SYSTEM):
        written = str(list(Entry.objects.values()))
    assert not [one for one in tokens if one in written]
    assert (last_entry("accounts.key_made").actor_id, last_entry("accounts.key_made").subject_kind) == (
        cast.street_admin.id, "key",
    )  # fmt: skip


def test_no_key_has_a_role_of_oversight_or_administration() -> None:
    assert not KEY_ROLES & (OVERSEERS | THREE_ADMINS | {Role.UNIT_ADMIN, Role.ENTERPRISE_ADMIN})


@pytest.mark.parametrize(
    ("maker", "holder"),
    [
        ("street_admin", "manager"), ("street_admin", "auditor"), ("street_admin", "street_admin"),
        ("city_admin", "auditor"), ("city_admin", "street_admin"), ("firm_admin", "officer"),
        ("firm_admin", "firm_admin"), ("system", "officer"), ("system", "street_admin"), ("officer", "officer"),
        ("security", "officer"),
    ],
)  # fmt: skip
def test_a_grant_out_of_reach_or_of_another_kind_is_as_absent(cast: SimpleNamespace, maker: str, holder: str) -> None:
    by = getattr(cast, maker).actor
    for grant_id in (grant_of(getattr(cast, holder)), uuid4()):
        key = NewKey("取数", grant_id, NEXT_YEAR)
        assert refusal_of(services.make_key, actor=by, at=NOW, key=key) == "accounts.key_not_possible"
    # The same holder's administrator can.
    assert opens(key_for(cast.street_admin, cast.officer))


def test_a_stand_in_has_no_key(cast: SimpleNamespace) -> None:
    services.name_deputy(
        actor=cast.officer.actor,
        at=NOW,
        deputy_id=cast.neighbour.id,
        valid_from=TODAY,
        valid_to=TODAY + timedelta(days=5),
    )
    deputy = Grant.objects.get(deputy_for__isnull=False).pk
    key = NewKey("取数", deputy, NEXT_YEAR)
    assert refusal_of(services.make_key, actor=cast.street_admin.actor, at=NOW, key=key) == "accounts.key_not_possible"


@pytest.mark.parametrize("valid_to", [TODAY, date(2026, 3, 1), date(2027, 3, 3)])
def test_a_key_ends_after_today_and_within_a_year(cast: SimpleNamespace, valid_to: date) -> None:
    key = NewKey("取数", grant_of(cast.officer), valid_to)
    assert refusal_of(services.make_key, actor=cast.street_admin.actor, at=NOW, key=key) == "accounts.key_period"
    assert opens(key_for(cast.street_admin, cast.officer, valid_to=NEXT_YEAR))


def test_a_year_from_a_leap_day_ends_a_day_earlier() -> None:
    assert key_lasts(date(2028, 2, 29), date(2029, 2, 28))
    assert not key_lasts(date(2028, 2, 29), date(2029, 3, 1))


def _revoke(cast: SimpleNamespace, key: AccessKey) -> None:
    services.revoke_key(actor=cast.street_admin.actor, at=NOW, key_id=key.pk, reason="程序停用")


def _end_grant(cast: SimpleNamespace, _: AccessKey) -> None:
    grant_id = grant_of(cast.officer)
    services.revoke_grant(actor=cast.street_admin.actor, at=NOW, grant_id=grant_id, reason="调离")


def _stop_holder(cast: SimpleNamespace, _: AccessKey) -> None:
    services.stop_user(actor=cast.street_admin.actor, at=NOW, user_id=cast.officer.id, reason="调离")


def _move_place_away(cast: SimpleNamespace, _: AccessKey) -> None:
    Division.objects.filter(pk=cast.city.community.pk).update(place_no=301, place_end=310, parent=cast.city.far)
    forget_places()


@pytest.mark.parametrize(
    ("ends", "state"),
    [
        (_revoke, KeyState.REVOKED), (_end_grant, KeyState.GROUNDLESS), (_stop_holder, KeyState.GROUNDLESS),
        (_move_place_away, KeyState.GROUNDLESS),
    ],
    ids=["revoked", "grant ended", "holder stopped", "place moved out of the unit"],
)  # fmt: skip
def test_whatever_ends_a_key_ends_it_with_the_next_request(cast: SimpleNamespace, ends: Any, state: KeyState) -> None:
    token, other = key_for(cast.street_admin, cast.officer), key_for(cast.street_admin, cast.neighbour, name="旁")
    key = AccessKey.objects.get(name="统计平台取数")
    assert opens(token)
    ends(cast, key)
    assert (opens(token), opens(other)) == (False, True)
    reach = queries.get_reach(actor=cast.city_admin.actor)
    states = {one.name: one.state for one in queries.list_keys(reach=reach, today=TODAY)}
    assert states == {"统计平台取数": state, "旁": KeyState.IN_FORCE}


def test_a_key_ends_on_its_day(cast: SimpleNamespace) -> None:
    token = key_for(cast.street_admin, cast.officer, valid_to=date(2026, 3, 5))
    assert [opens(token, date(2026, 3, day)) for day in (2, 4, 5)] == [True, True, False]


def test_a_key_of_a_subsidiary_ends_when_the_group_sells_it(cast: SimpleNamespace) -> None:
    clerk = make("jingban", Role.ENTERPRISE_OFFICER, firm(cast.city.subsidiary))
    token = key_for(cast.firm_admin, clerk)
    assert opens(token)
    Enterprise.objects.filter(pk=cast.city.subsidiary.pk).update(group=None)
    assert not opens(token)


def test_an_administrator_takes_back_the_keys_within_reach_once_and_says_why(cast: SimpleNamespace) -> None:
    key_for(cast.street_admin, cast.officer)
    key = AccessKey.objects.get().pk
    revoke = services.revoke_key
    assert refusal_of(revoke, actor=cast.firm_admin.actor, at=NOW, key_id=key, reason="x") == "accounts.not_found"
    assert refusal_of(revoke, actor=cast.officer.actor, at=NOW, key_id=key, reason="x") == "accounts.not_found"
    assert refusal_of(revoke, actor=cast.system.actor, at=NOW, key_id=key, reason="x") == "accounts.may_not_grant"
    assert (
        refusal_of(revoke, actor=cast.street_admin.actor, at=NOW, key_id=key, reason=" ") == "accounts.reason_required"
    )
    revoke(actor=cast.security.actor, at=NOW, key_id=key, reason="凭据泄露")
    assert last_entry("accounts.key_revoked").purpose == "凭据泄露"
    again = refusal_of(revoke, actor=cast.street_admin.actor, at=NOW, key_id=key, reason="x")
    assert again == "accounts.key_already_revoked"


def as_(person: Person) -> Client:
    client = Client()
    assert client.post("/accounts/login/", {"login": person.user.username, "password": PASSWORD}).status_code == 302
    return client


def ask(token: str, address: str = "203.0.113.7") -> Any:
    headers = {"Authorization": f"Bearer {token}"}
    return Client().get("/api/v1/divisions", headers=headers, REMOTE_ADDR=address)


def test_an_administrator_is_asked_before_a_key_is_made_and_sees_it_once(cast: SimpleNamespace) -> None:
    client = as_(cast.street_admin)
    empty = client.get("/accounts/keys/").content.decode()
    assert "还没有接口凭据" in empty
    until = timezone.localdate() + timedelta(days=200)
    form = {"name": "街道统计平台", "grant": str(grant_of(cast.officer)), "valid_to": until.isoformat()}
    asked = client.post("/accounts/keys/new/", form).content.decode()
    assert "确认发放" in asked
    assert not AccessKey.objects.exists()
    shown = client.post("/accounts/keys/new/", {**form, "confirmed": "1"})
    token = re.search(r'value="(yq_[\w-]{43})"', shown.content.decode())
    assert token
    assert "no-store" in shown["Cache-Control"]
    page = client.get("/accounts/keys/").content.decode()
    assert ("街道统计平台" in page, "从未使用" in page, token[1] in page) == (True, True, False)
    assert ask(token[1]).status_code == 200
    assert AccessKey.objects.get().last_used_on == timezone.localdate()
    assert client.post(f"/accounts/keys/{AccessKey.objects.get().pk}/revoke/", {"reason": "停用"}).status_code == 302
    assert ask(token[1]).json()["code"] == "api.key_not_accepted"


def test_a_wrong_form_and_an_act_that_refuses_say_so_in_the_form(cast: SimpleNamespace) -> None:
    client = as_(cast.street_admin)
    given = {"name": "平台", "grant": str(grant_of(cast.manager)), "valid_to": "2026-01-01", "confirmed": "1"}
    assert list(client.post("/accounts/keys/new/", given).context["form"].errors) == ["grant"]
    given["grant"] = str(grant_of(cast.officer))
    assert "终止日期须晚于今天，且不超过一年。" in client.post("/accounts/keys/new/", given).content.decode()
    assert not AccessKey.objects.exists()


def test_the_list_of_keys_is_filtered_sorted_and_exported(cast: SimpleNamespace) -> None:
    for name in ("甲程序", "乙程序"):
        key_for(cast.street_admin, cast.officer, name=name)
    _revoke(cast, AccessKey.objects.get(name="甲程序"))
    client = as_(cast.street_admin)
    for query, expected in [
        ("?text=甲", ["甲程序"]), ("?state=revoked", ["甲程序"]), ("?state=ended", []), ("?sort=name", ["乙程序", "甲程序"]),
    ]:  # fmt: skip
        rows = client.get(f"/accounts/keys/{query}").context["page"].table.page.object_list
        assert [one.record.name for one in rows] == expected, query
    answer = client.post("/accounts/keys/?export=1", {"purpose": "年度核对"})
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    heads, *rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert heads == ("名称", "角色", "范围", "所依授权的经办人", "发放日期", "终止日期", "最近使用", "状态")
    assert {row[0]: row[7] for row in rows} == {"甲程序": "已收回", "乙程序": "有效"}
    assert all(isinstance(row[4], datetime) and isinstance(row[5], datetime) for row in rows)


def test_a_key_that_ends_within_14_days_asks_for_its_administrator_and_the_count_is_the_lists(
    cast: SimpleNamespace,
) -> None:
    for days in (1, 14, 15):
        key_for(cast.street_admin, cast.officer, valid_to=TODAY + timedelta(days=days), name=f"余{days}日")
    key_for(cast.street_admin, cast.officer, valid_to=TODAY + timedelta(days=2), name="已收回")
    _revoke(cast, AccessKey.objects.get(name="已收回"))
    [entry] = ending_keys(cast.street_admin.actor, TODAY)
    with time_machine.travel(NOW, tick=False):
        page = as_(cast.street_admin).get(entry.url).context["page"]
    listed = [one.record.name for one in page.table.page.object_list]
    assert (entry.count, sorted(listed)) == (2, ["余14日", "余1日"])
    for stranger in (
        cast.officer,
        cast.auditor,
        cast.security,
        make("yuanguan", Role.UNIT_ADMIN, place(cast.city.far)),
    ):
        assert ending_keys(stranger.actor, TODAY) == []


@pytest.mark.parametrize(("days", "expected"), [(1, True), (0, False)])
def test_a_key_ends_with_the_place_or_the_enterprise_that_its_grant_is_about(
    cast: SimpleNamespace, days: int, expected: bool
) -> None:
    token = key_for(cast.street_admin, cast.officer)
    ends, grant = TODAY + timedelta(days=days), grant_of(cast.officer)
    Division.objects.filter(grant=grant).update(valid_to=ends)
    assert opens(token) is expected
    reach = queries.get_reach(actor=cast.street_admin.actor)
    assert (grant in {one.id for one in queries.list_key_grants(reach=reach, today=TODAY)}) is expected


def test_where_there_is_no_grant_for_a_key_the_page_says_so(cast: SimpleNamespace) -> None:
    far = make("yuanguan", Role.UNIT_ADMIN, place(cast.city.far))
    assert "没有可以发放凭据的授权" in as_(far).get("/accounts/keys/new/").content.decode()


def test_keys_that_do_not_open_are_throttled_by_address_and_good_ones_never(cast: SimpleNamespace) -> None:
    token = key_for(cast.street_admin, cast.officer)
    with time_machine.travel(NOW, tick=False):
        statuses = [ask("yq_guess").status_code for _ in range(FAILURES_A_MINUTE + 2)]
        assert statuses == [401] * FAILURES_A_MINUTE + [429] * 2
        assert (ask("yq_guess").headers["Retry-After"], ask("yq_guess").json()["code"]) == (
            "60",
            "api.too_many_failures",
        )
        assert ask(token).status_code == 200
        assert ask("yq_guess", "203.0.113.8").status_code == 401
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        assert ask("yq_guess").status_code == 401
    with acting(SYSTEM):
        noted = Entry.objects.filter(action="accounts.key_refused")
        assert noted.count() == FAILURES_A_MINUTE + 2
        assert {one.detail["address"] for one in noted} == {"203.0.113.7", "203.0.113.8"}
        assert "yq_guess" not in str(list(noted.values()))
