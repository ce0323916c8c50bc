"""`yinqiao keys`: from birth through rotation of the real tables to a key that may be forgotten."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from yinqiao.kernel.errors import Unavailable
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.tests.sealed_log import database_role, superuser
from yinqiao.platform.crypto.cipher import decrypt_value, encrypt_value, key_id_of
from yinqiao.platform.crypto.keyfile import add_key, current_keyring
from yinqiao.platform.crypto.keys import Purpose
from yinqiao.platform.crypto.rotate import encrypted_tables
from yinqiao.platform.crypto.suites import Family
from yinqiao.platform.crypto.usage import places_of_key
from yinqiao.platform.files.store import NewFile, read_bytes, store_file

pytestmark = pytest.mark.db

BATCH, PERSON = UUID(int=9), UUID(int=10)
CELL = {"table": "retirees_sealedfacts", "column": "facts"}


@pytest.fixture
def keys(django_db_setup: None, fresh_database: None, tmp_path: Path) -> Iterator[Path]:
    """A keyring made by the command, and one sealed row of a roster under it."""
    path = tmp_path / "keys.json"
    with override_settings(KEYRING_FILE=path), database_role("worker"):
        call_command("keys", "init")
        with superuser() as admin:
            admin.execute(
                "INSERT INTO handover_rosterrow (batch_id, row_no, enterprise_id, state, change, name, facts, route_how, facts_id)"
                " VALUES (%s, 2, 7, 'ready', '', '', %s, '', %s)",
                [BATCH, encrypt_value('{"phone": "走访"}', _bound(), **CELL), PERSON],
            )
        yield path


def _bound() -> bytes:
    """What binds the row's ciphertext to its place: the id that a new person gets."""
    return PERSON.bytes


def _facts() -> bytes:
    with superuser() as admin:
        row = admin.execute("SELECT facts FROM handover_rosterrow").fetchone()
    assert row is not None
    return bytes(row[0])


def test_a_second_birth_is_refused(keys: Path) -> None:
    with pytest.raises(CommandError, match="密钥文件已经存在"):
        call_command("keys", "init")


def test_every_table_with_ciphertext_is_registered_for_rotation() -> None:
    assert [one.table for one in encrypted_tables() if not one.table.startswith("drill_")] == [
        "activities_offering",
        "aid_relief",
        "aid_reliefmember",
        "applications_case",
        "applications_draft",
        "archive_certificates_attestation",
        "archives_archive",
        "archives_cataloguerow",
        "authorisations_authorisation",
        "branches_organisation",
        "case_results_telling",
        "cases_case",
        "cases_casecaller",
        "cases_casepassage",
        "cases_casestep",
        "cases_decision",
        "cases_meeting",
        "certificates_certificate",
        "completeness_request",
        "departments_explanation",
        "digitised_extract",
        "digitised_loan",
        "digitised_lookup",
        "digitised_scan",
        "dropbox_line",
        "exchange_endpoint",
        "handover_rosterrow",
        "hotline_caller",
        "hotline_order",
        "hotline_orderversion",
        "intake_message",
        "opening_oldrow",
        "othercity_arrival",
        "party_life_addition",
        "party_life_branch",
        "party_life_errand",
        "party_life_meeting",
        "party_life_membership",
        "party_member",
        "party_reviews_part",
        "party_reviews_review",
        "party_rosterrow",
        "portal_code",
        "ratings_rating",
        "reimbursement_invoice",
        "retirees_contactperson",
        "retirees_datarequest",
        "retirees_notetext",
        "retirees_sealedfacts",
        "routine_expectedretiree",
        "routine_retiringrow",
        "scan_texts_page",
        "single_sign_on_identity",
    ]


def test_registered_columns_and_keys_exist(keys: Path) -> None:
    with connection.cursor() as cursor:
        for one in encrypted_tables():
            cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [one.table])
            there = {row[0] for row in cursor.fetchall()}
            wanted = {*one.columns, *one.key}
            beside = one.blind_in or one.table
            assert one.table.startswith("drill_") or wanted <= there
            cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [beside])
            assert {blind.column for blind in one.blind} <= {row[0] for row in cursor.fetchall()}


def test_a_key_in_use_is_not_forgotten_until_nothing_stands_under_it(
    keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = current_keyring().active(Purpose.FIELD).id
    assert places_of_key(old) == {"handover_rosterrow.facts": 1}
    with pytest.raises(CommandError, match="不能删除"):
        call_command("keys", "forget", f"{old:08x}")
    call_command("keys", "rotate", "field")
    assert "handover_rosterrow：已更新 1 行。" in capsys.readouterr().out
    assert key_id_of(_facts()) == current_keyring().active(Purpose.FIELD).id != old
    assert places_of_key(old) == {}
    call_command("keys", "forget", f"{old:08x}")
    assert old not in {key.id for key in current_keyring().keys}
    assert decrypt_value(_facts(), _bound(), **CELL) == '{"phone": "走访"}'


def test_data_goes_over_to_sm4_by_the_setting_and_a_rotation(
    keys: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    old = current_keyring().active(Purpose.FIELD).id
    settings.CRYPTO_FAMILY = Family.NATIONAL
    for purpose in ("field", "file", "blind"):
        call_command("keys", "rotate", purpose)
    assert _facts()[1] == 2 and places_of_key(old) == {}
    assert decrypt_value(_facts(), _bound(), **CELL) == '{"phone": "走访"}'
    call_command("keys", "status")
    told = capsys.readouterr().out
    assert "field sm4-gcm" in told and "blind hmac-sm3" in told and "file sm4-gcm" in told


def test_a_key_of_files_is_not_forgotten_while_one_stands_under_it_and_all_go_over_by_the_command(
    keys: Path, settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.FILES_FOLDER = tmp_path / "files"
    at, system = timezone.now(), Actor.system("测试")
    with acting(system):
        row = store_file(io.BytesIO(b"x" * 9), NewFile("roster", "名册.xlsx", "text/csv", "roster", place_no=1))
    old = current_keyring().active(Purpose.FILE).id
    call_command("keys", "status")
    assert "file aes-256-gcm" in (told := capsys.readouterr().out) and "文件 1 项" in told
    with pytest.raises(CommandError, match="请写明"):
        call_command("keys", "rotate", "files")
    with pytest.raises(CommandError, match="密钥文件中没有"):
        call_command("keys", "forget", f"{old:08x}", "--erase")
    settings.CRYPTO_FAMILY = Family.NATIONAL
    add_key(keys, Purpose.FILE, at=at)
    with pytest.raises(CommandError, match="不能删除"):
        call_command("keys", "forget", f"{old:08x}")
    call_command("keys", "resume", "file")
    assert "文件：已更新 1 项" in (told := capsys.readouterr().out) and "文件：已更新 0 项" in told
    call_command("keys", "forget", f"{old:08x}")
    with acting(system):
        assert read_bytes(row) == b"x" * 9
    call_command("keys", "rotate", "file")
    assert "文件：已更新 1 项" in capsys.readouterr().out


def test_ciphertext_inside_text_counts_as_use(keys: Path) -> None:
    key_id = current_keyring().active(Purpose.FIELD).id
    hidden = base64.b64encode(encrypt_value("s", BATCH, table="t", column="c")).decode()
    with superuser() as admin:
        admin.execute("CREATE TABLE drill_secret (data jsonb)")
        admin.execute("INSERT INTO drill_secret VALUES (jsonb_build_object('s', %s::text))", [hidden])
        admin.execute("GRANT SELECT ON drill_secret TO yq_worker")
    assert places_of_key(key_id)["drill_secret.data"] == 1


def test_a_lawful_erasure_forgets_a_key_that_is_in_use(keys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = current_keyring().active(Purpose.FIELD).id
    before = _facts()
    call_command("keys", "rotate", "field")
    with superuser() as admin:
        admin.execute("UPDATE handover_rosterrow SET facts = %s", [before])
    call_command("keys", "status")
    told = capsys.readouterr().out
    assert f"{old:08x} field" in told
    assert "handover_rosterrow.facts 1 项" in told
    call_command("keys", "forget", f"{old:08x}", "--erase")
    with pytest.raises(Unavailable, match=r"crypto\.key_missing"):
        decrypt_value(_facts(), _bound(), **CELL)


@pytest.mark.parametrize(
    ("what", "about"), [("rotate", "nothing"), ("rotate", ""), ("forget", "xyz"), ("forget", "00000001")]
)
def test_a_wrong_word_is_refused(keys: Path, what: str, about: str) -> None:
    with pytest.raises(CommandError):
        call_command("keys", what, about)
