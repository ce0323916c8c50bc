"""The demo city by its command: a week happens, a second city is refused, a load that breaks off leaves nothing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from yinqiao.areas.assets.types import AssetState, HandoverPath
from yinqiao.areas.branches.types import Path as BranchPath
from yinqiao.areas.branches.types import State as BranchState
from yinqiao.areas.party.types import MemberState
from yinqiao.platform.access import Actor, acting
from yinqiao.shell.demo.cast import CAST_USERS
from yinqiao.shell.demo.tests.breaches import breaches

pytestmark = [pytest.mark.db, pytest.mark.django_db]

AT = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)
PEOPLE = 900


@pytest.fixture(autouse=True)
def _keyring(settings: Any) -> Iterator[None]:
    from yinqiao.areas.organisations.queries import forget_places
    from yinqiao.platform.crypto.keyfile import keyring_installed
    from yinqiao.platform.crypto.keys import new_keyring

    # Dozens of accounts are made, and nobody signs in.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    forget_places()
    with keyring_installed(new_keyring(AT)):
        yield
    forget_places()


def _one(statement: str, *values: object) -> int:
    with acting(Actor.system("test")), connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        return int(cursor.fetchone()[0])


def test_the_command_prints_every_account_once_lets_a_week_happen_and_refuses_a_second_city() -> None:
    said = io.StringIO()
    call_command("demo", people=500, seed=3, stdout=said)
    text = said.getvalue()
    assert "已载入演示人员 500 人" in text
    assert all(text.count(user.username) == 1 for user in CAST_USERS)
    assert _one("SELECT count(*) FROM retirees_retiree") == 500 + 120
    assert _one("SELECT count(*) FROM lists_batch WHERE state = 'checked' AND annotated_file_id IS NOT NULL") == 1
    assert _one("SELECT count(DISTINCT code) FROM lists_finding") > 30
    assert _one("SELECT count(*) FROM lists_batch WHERE state = 'submitted' AND kind = 'roster'") == 1
    assert _one("SELECT count(*) FROM archives_catalogue") == 3
    assert _one("SELECT count(*) FROM routine_expectedretiree") == 30
    assert _one("SELECT count(*) FROM routine_expectedretiree WHERE state = 'confirmed'") == 3
    assert _one("SELECT count(*) FROM routine_expectedretiree WHERE risen_to > 0") >= 1
    assert _one("SELECT count(*) FROM archives_archive WHERE state = 'received'") == 58
    assert _one("SELECT count(*) FROM archives_archive WHERE retiree_id IS NULL") == 3
    assert _one("SELECT count(*) FROM handover_offer WHERE state = 'returned'") == 1
    _every_strand_hangs_somewhere()
    assert breaches() == []
    assert _one("SELECT count(*) FROM retirees_retiree WHERE status = 'deceased' AND name = '曾国强'") == 1
    with pytest.raises(CommandError, match="已有演示城市"):
        call_command("demo", people=500, seed=4, stdout=io.StringIO())
    assert _one("SELECT count(*) FROM retirees_retiree") == 500 + 120


def _every_strand_hangs_somewhere() -> None:
    members = "SELECT count(DISTINCT state) FROM party_member"
    assert _one(f"{members} WHERE state <> 'withdrawn'") == len(MemberState) - 1
    assert _one("SELECT count(*) FROM party_letter WHERE voided_at IS NULL AND valid_to < %s", timezone.localdate()) > 0
    assert _one("SELECT count(DISTINCT has_channel) FROM party_member WHERE is_attached") == 2
    assert _one("SELECT count(DISTINCT state) FROM branches_organisation") == len(BranchState) - 1
    assert _one("SELECT count(DISTINCT path) FROM branches_organisation WHERE path <> ''") == len(BranchPath)
    assert _one("SELECT count(*) FROM branches_rosterbranch") > 0
    assert _one("SELECT count(DISTINCT state) FROM assets_asset") == len(AssetState) - 1
    assert _one("SELECT count(DISTINCT path) FROM assets_asset") == len(HandoverPath)
    assert _one("SELECT sum(area) * 100 FROM assets_asset") == 126_220
    assert _one("SELECT count(DISTINCT kind) FROM agreements_agreementbatch") == 4


def test_a_city_without_accounts_has_exactly_the_people_asked_for() -> None:
    call_command("demo", people=500, seed=3, no_accounts=True, stdout=io.StringIO())
    assert _one("SELECT count(*) FROM retirees_retiree") == 500
    assert _one("SELECT count(*) FROM accounts_user") == 0


def test_a_load_that_breaks_off_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    from yinqiao.shell.management.commands.demo import Command

    def lose_the_terminal(self: Command, loaded: int) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(Command, "_say", lose_the_terminal)
    with pytest.raises(BrokenPipeError):
        call_command("demo", people=500, seed=3, stdout=io.StringIO())
    assert _one("SELECT count(*) FROM organisations_enterprise") == 0
    assert _one("SELECT count(*) FROM retirees_retiree") == 0


@pytest.mark.parametrize("people", [499, 3_000_001])
def test_a_city_too_small_or_too_large_is_refused_before_anything_is_written(people: int) -> None:
    with pytest.raises(CommandError, match="500"):
        call_command("demo", people=people, stdout=io.StringIO())
    assert _one("SELECT count(*) FROM organisations_enterprise") == 0
