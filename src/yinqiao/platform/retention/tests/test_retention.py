"""What is due is proposed, destroyed on a person's word, and a record remains; what is kept comes back on its day."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.audit.log import record
from yinqiao.platform.crypto.keyfile import keyring_installed
from yinqiao.platform.crypto.keys import new_keyring
from yinqiao.platform.files.models import StoredFile
from yinqiao.platform.files.store import NewFile, get_file, store_file
from yinqiao.platform.retention import queries, services

pytestmark = [pytest.mark.db, pytest.mark.django_db]

NOW = datetime(2027, 1, 1, 3, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
NIGHT = Actor.system("保存期限")
OFFICER = Actor(uuid4(), "data_protection_officer", "唐洁", Scope.place(1, 9000, "长沙市"), "长沙市")


@pytest.fixture(autouse=True)
def _store(settings: object, tmp_path: Path) -> Iterator[None]:
    settings.FILES_FOLDER = tmp_path  # type: ignore[attr-defined]
    with keyring_installed(new_keyring(NOW)):
        yield


def stored(on: date) -> StoredFile:
    """A roster stored on a day."""
    with acting(NIGHT):
        row = store_file(
            io.BytesIO(b"names"), NewFile("roster", "名册.csv", "text/csv", "roster_upload", enterprise_id=7)
        )
        with connection.cursor() as cursor:
            moment = datetime(on.year, on.month, on.day, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
            cursor.execute("UPDATE files_storedfile SET created_at = %s WHERE id = %s", [moment, row.id])
    return row


def proposed() -> list[object]:
    """What waits for the officer."""
    with acting(OFFICER):
        return list(queries.list_proposals().values_list("object_id", flat=True))


def test_a_roster_is_proposed_on_the_day_its_year_is_over_and_not_a_day_before(db: None) -> None:
    row = stored(date(2026, 1, 1))
    assert services.propose_due(actor=NIGHT, at=NOW - timedelta(days=1)) == 0
    assert services.propose_due(actor=NIGHT, at=NOW) == 1
    assert services.propose_due(actor=NIGHT, at=NOW) == 0
    assert proposed() == [row.id]


def test_nothing_is_destroyed_before_a_person_confirms_and_a_record_remains(db: None) -> None:
    row = stored(date(2026, 1, 1))
    services.propose_due(actor=NIGHT, at=NOW)
    with acting(NIGHT):
        assert get_file(row.id).id == row.id
    with acting(OFFICER):
        ids = list(queries.list_proposals().values_list("id", flat=True))
    number = services.confirm_destruction(actor=OFFICER, at=NOW, ids=ids)
    with acting(OFFICER):
        assert [one.object_id for one in queries.get_record(record_no=number)] == [row.id]
        with pytest.raises(NotFound):
            get_file(row.id)
    with pytest.raises(Conflict) as refused:
        services.confirm_destruction(actor=OFFICER, at=NOW, ids=ids)
    assert refused.value.code == "retention.nothing_open"


def test_what_is_kept_longer_comes_back_on_its_day(db: None) -> None:
    stored(date(2026, 1, 1))
    services.propose_due(actor=NIGHT, at=NOW)
    with acting(OFFICER):
        ids = list(queries.list_proposals().values_list("id", flat=True))
    with pytest.raises(Invalid):
        services.keep_longer(actor=OFFICER, at=NOW, ids=ids, until=NOW.date(), reason="诉讼")
    assert services.keep_longer(actor=OFFICER, at=NOW, ids=ids, until=date(2027, 2, 1), reason="诉讼") == 1
    services.propose_due(actor=NIGHT, at=NOW + timedelta(days=30))
    assert proposed() == []
    services.propose_due(actor=NIGHT, at=NOW + timedelta(days=31))
    assert len(proposed()) == 1


def test_a_community_officer_sees_no_proposal(db: None) -> None:
    stored(date(2026, 1, 1))
    services.propose_due(actor=NIGHT, at=NOW)
    with acting(Actor(uuid4(), "community_officer", "李红霞", Scope.place(10, 20, "某社区"))):
        assert not queries.list_proposals().exists()


def test_an_unknown_record_is_not_found(db: None) -> None:
    with acting(OFFICER), pytest.raises(NotFound):
        queries.get_record(record_no="")


@pytest.mark.parametrize(
    "actor",
    [
        Actor(uuid4(), "auditor", "曾莉", Scope.place(1, 9000, "长沙市")),
        Actor(uuid4(), "data_protection_officer", "区里", Scope.place(100, 300, "岳麓区")),
        Actor(uuid4(), "community_officer", "李红霞", Scope.place(10, 20, "某社区")),
    ],
    ids=["auditor", "district", "community"],
)
def test_only_the_citys_data_protection_officer_decides(db: None, actor: Actor) -> None:
    row = stored(date(2026, 1, 1))
    services.propose_due(actor=NIGHT, at=NOW)
    with acting(OFFICER):
        ids = list(queries.list_proposals().values_list("id", flat=True))
    with pytest.raises(Refused) as refused:
        services.confirm_destruction(actor=actor, at=NOW, ids=ids)
    assert refused.value.code == "retention.role_may_not"
    with pytest.raises(Refused):
        services.keep_longer(actor=actor, at=NOW, ids=ids, until=date(2027, 2, 1), reason="诉讼")
    assert proposed() == [row.id]
    services.confirm_destruction(actor=OFFICER, at=NOW, ids=ids)
    assert proposed() == []


def test_every_period_is_listed_with_its_source_and_counts_what_is_due(db: None) -> None:
    stored(date(2026, 1, 1))
    services.propose_due(actor=NIGHT, at=NOW)
    with acting(OFFICER):
        found = {one.rule.id: one for one in queries.list_periods(region="4301", today=NOW.date())}
    assert {
        "duty",
        "service_delivery",
        "archive_catalogue_upload",
        "archive_catalogue_annotated",
        "archive_catalogue_rows",
        "asset_list_upload",
        "asset_list_annotated",
        "asset_list_rows",
        "party_roster_upload",
        "party_roster_annotated",
        "party_roster_rows",
        "retiring_list_upload",
        "retiring_list_annotated",
        "retiring_list_rows",
        "completeness_request",
        "certification_record",
        "expected_retiree",
        "roster_upload",
        "roster_annotated",
        "roster_rows",
        "proof",
        "agreement_scan",
        "branch_papers",
        "checklist_evidence",
        "fund_voucher",
        "othercity_paper",
        "othercity_package",
        "opening_upload",
        "opening_rows",
        "opening_differences",
        "export",
        "paper",
        "paper_page",
        "paper_scan",
        "paper_about",
        "application_picture",
        "inward_letter",
        "intake_message",
        "departments_explanation",
        "dropbox_upload",
        "dropbox_annotated",
        "dropbox_lines",
        "aid_hardship",
        "aid_visit",
        "aid_consent",
        "benefits_told",
        "effects_followup",
        "bereavement_file",
        "aid_relief",
        "letters_letter",
        "applications_case",
        "certificates_certificate",
        "digitised_lookup",
        "digitised_extract",
        "digitised_loan",
        "hotline_order",
        "hotline_file",
        "archive_certificates_attestation",
        "ratings_rating",
        "rounds_plan",
        "rounds_round",
        "activities_enrolment",
        "secondments_deed",
        "volunteers_volunteer",
        "cases_case",
        "authorisations_authorisation",
        "reimbursement_invoice",
        "reimbursement_file",
        "dues_statement",
        "dues_ledger",
        "dues_use",
        "access_log",
    } == {name.removeprefix("retention.") for name in found}
    upload = found["retention.roster_upload"]
    assert (upload.waiting, upload.kept, upload.destroyed, upload.is_floor) == (1, 0, 0, False)
    assert (found["retention.proof"].waiting, found["retention.proof"].rule.standing) == (0, "assumed")
    assert all("《" in one.rule.source for one in found.values())


def test_the_log_has_a_floor_counts_what_is_older_and_is_never_proposed(db: None) -> None:
    old = datetime(2024, 1, 1, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    with acting(NIGHT):
        record(NIGHT, action="retirees.open_person", kind="read", at=old)
        record(NIGHT, action="retirees.open_person", kind="read", at=old + timedelta(days=1))
    with acting(OFFICER):
        found = {one.rule.id: one for one in queries.list_periods(region="4301", today=date(2027, 1, 1))}
    assert (found["retention.access_log"].is_floor, found["retention.access_log"].waiting) == (True, 1)
    assert services.propose_due(actor=NIGHT, at=NOW) == 0


@pytest.mark.parametrize("kind", ["proof", "export"])
def test_a_stored_paper_or_export_is_proposed_when_its_period_is_over(db: None, kind: str) -> None:
    days = {"proof": 3650, "export": 30}[kind]
    with acting(NIGHT):
        row = store_file(io.BytesIO(b"x"), NewFile(kind, "证明.pdf", "application/pdf", kind, place_no=7))
        with connection.cursor() as cursor:
            moment = NOW - timedelta(days=days)
            cursor.execute("UPDATE files_storedfile SET created_at = %s WHERE id = %s", [moment, row.id])
    assert services.propose_due(actor=NIGHT, at=NOW - timedelta(days=1)) == 0
    assert services.propose_due(actor=NIGHT, at=NOW) == 1
    assert proposed() == [row.id]
