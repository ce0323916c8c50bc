"""What lies open to a retiree behind the pages: every walled table of a city in which everything has happened, counted."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from tests.probe_matrix.asking import Matrix
from tests.probe_matrix.folk import RETIREE
from yinqiao.areas.portal.queries import actor_of
from yinqiao.platform.access import Actor, acting

pytestmark = pytest.mark.db
_WALLED = """
SELECT c.relname, ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0
                        AND NOT a.attisdropped ORDER BY a.attnum)
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relrowsecurity ORDER BY 1
"""
# What the portal shows the person whom a row is about.
OWN = {
    "aid_relief", "activities_branch", "activities_enrolment", "activities_offering", "activities_room", "activities_session",
    "applications_case", "applications_draft", "applications_itemversion", "applications_passage", "applications_picture", "authorisations_authorisation", "ratings_rating", "audit_entry", "benefits_benefititem", "benefits_benefitfate",
    "certificates_certificate", "certification_clock", "certification_record", "files_storedfile", "digitised_extract", "archive_certificates_attestation", "portal_session",
    "dues_account", "dues_charge", "dues_decision", "dues_entry", "dues_order", "dues_payment", "dues_standard",
    "party_life_attendance", "party_life_branch", "party_life_errand", "party_life_honour", "party_life_meeting", "party_life_membership", "party_reviews_part",
    "volunteers_part", "volunteers_task", "volunteers_volunteer",
    "reimbursement_invoice", "retirees_contactperson", "retirees_datarequest", "retirees_retiree", "retirees_sealedfacts",
}  # fmt: skip
# Walled by the person's own row alone, so seen with it; no query of the portal asks for them, and none can be written.
WITH_PERSON = {"events_event", "opening_oldnumber", "retirees_formername"}
# The product's own templates, empty, which hold nothing about anybody.
OF_NOBODY = {"papers_papertemplate"}


def test_a_retiree_reads_of_all_tables_the_own_rows_and_writes_the_end_of_the_own_sessions(matrix: Matrix) -> None:
    me = matrix.city.targets["accepted_person"]["own"]
    found = actor_of(token=matrix.folk.cookies[RETIREE], at=matrix.city.at, request_id="")
    assert found.scope.person == me
    seen: set[str] = set()
    foreign: set[str] = set()
    written: set[tuple[str, str]] = set()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_WALLED)
        tables = cursor.fetchall()
        with acting(Actor.system("matrix")):
            filled = {name for name, _ in tables if _count(cursor, f"SELECT 1 FROM {name}")}
        assert len(tables) > 80 and len(filled) > 70
        with acting(found):
            for name, columns in tables:
                if _count(cursor, f"SELECT 1 FROM {name}"):
                    seen.add(name)
                if "retiree_id" in columns and _count(cursor, f"SELECT 1 FROM {name} WHERE retiree_id <> '{me}'"):
                    foreign.add(name)
                if _count(cursor, f"SELECT 1 WHERE has_table_privilege('{name}', 'UPDATE, DELETE')"):
                    for change in (f"UPDATE {name} SET {columns[0]} = {columns[0]}", f"DELETE FROM {name}"):
                        cursor.execute("SAVEPOINT before")
                        cursor.execute(change)
                        if cursor.rowcount:
                            written.add((change.split()[0], name))
                        cursor.execute("ROLLBACK TO SAVEPOINT before")
        transaction.set_rollback(True)
    assert foreign == set()
    assert seen - OWN - WITH_PERSON - OF_NOBODY == set()
    assert OWN - {"benefits_benefititem"} <= seen
    assert written == {("UPDATE", "portal_session")}


def _count(cursor: object, statement: str) -> int:
    cursor.execute(f"SELECT count(*) FROM ({statement}) AS found")  # type: ignore[attr-defined]
    return int(cursor.fetchone()[0])  # type: ignore[attr-defined]
