"""Tables and words: personal columns behind forced row-level security, every model and field named in Chinese."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db import connection, models

CHINESE = re.compile(r"[\u4e00-\u9fff]")

# Columns that say something about a retiree. A table with one of them is walled, whatever it is called.
PERSONAL = {
    "retiree_id", "pgh_obj_id", "merged_into_id", "id_no", "id_no_index", "id_tail_index", "phone_index", "address",
    "household_address", "building", "born_on", "died_on", "party_branch", "political_status", "ethnic_group", "term",
    "payload", "former_post", "archive_no",
}  # fmt: skip
# Tables without such a column that are walled all the same, for they count people or hold their files and traces.
ALSO_WALLED = {
    "agreements_agreement", "agreements_agreementbatch", "agreements_agreementremark", "agreements_agreementversion",
    "archives_catalogue", "archives_passing", "archives_scan",
    "assets_asset", "assets_assetpassing", "assets_assetlist", "assets_assetrow", "assets_assetstep", "audit_entry",
    "aid_healthbasis", "certification_delivery", "checklists_checklistentry", "checklists_checklistitem", "events_event", "files_storedfile", "lists_batch",
    "party_life_addition", "party_life_attendance", "party_life_branch", "party_life_errand", "party_life_honour", "party_life_meeting",
    "party_reviews_part", "party_reviews_review", "party_reviews_tally",
    "dues_charge", "dues_decision", "dues_entry",
    "dues_use_use", "dues_order", "dues_payment", "dues_refund", "dues_standard", "dues_transfer",
    "funds_payment", "benefits_benefititem", "branches_passing", "branches_organisation", "branches_organisationstep", "branches_rosterbranch",
    "lists_finding", "lists_headermemory", "othercity_arrival", "othercity_package", "othercity_paper",
    "indicators_figure", "intake_source", "insight_enterprisesum", "insight_handovercell", "insight_placesum", "party_passing", "party_letter",
    "departments_explanation", "dropbox_columnmemory", "dropbox_file", "dropbox_finding", "dropbox_line", "opening_columnmemory", "opening_figure", "opening_mapping", "opening_period", "opening_run", "party_organisation", "party_roster", "retirees_duplicatecase",
    "exchange_deadletter", "exchange_delivery", "exchange_endpoint", "exchange_failurecount", "insight_strandcell", "retirees_notetext", "rounds_plan", "rounds_planshift", "rounds_round", "routine_routineentry", "ui_savedview",
    "hub_cityepoch", "hub_citysheet", "hub_deskentry", "hub_incoming", "hub_outgoing", "hub_reader",
    "papers_paper", "papers_paperscan",
    "secondments_keycommunity", "secondments_secondment",
    "activities_attendance", "activities_branch", "activities_offering", "activities_room", "activities_session",
    "volunteers_certifiedpart", "volunteers_confirmation", "volunteers_task", "volunteers_training",
    "certificates_certificateseries", "certificates_checkcount", "certificates_sealrule", "certificates_sealuse",
    "digitised_block", "digitised_extractpage", "digitised_item", "digitised_loan", "digitised_lookup", "digitised_pageseen", "digitised_scan", "digitised_scanbatch",
    "hotline_answer", "hotline_answerorder", "hotline_batch", "hotline_caller", "hotline_cluster", "hotline_clusterorder",
    "hotline_order", "hotline_orderversion",
    "scan_texts_page", "scan_texts_reading",
    "reconciliation_headermemory", "reconciliation_line", "reconciliation_statement",
    "letters_letter", "cases_case", "cases_casecaller", "cases_casepassage", "cases_caseseries", "cases_casestep", "cases_decision", "cases_meeting", "cases_meetingitem", "sandbox_sandbox", "applications_caseseries", "applications_itemversion", "applications_passage",
    "papers_paperseries", "papers_papertemplate", "papers_printing", "papers_scanpage",
}  # fmt: skip
# Columns of that name in tables about places and staff, never about retirees.
OF_OTHERS = {"organisations_division"}

_TABLES = """
SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
       (SELECT array_agg(DISTINCT p.polcmd::text) FROM pg_policy p WHERE p.polrelid = c.oid),
       (SELECT array_agg(a.attname::text) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
"""


def _tables() -> dict[str, tuple[bool, set[str], set[str]]]:
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        return {
            name: (forced, set(policies or ()), set(columns)) for name, forced, policies, columns in cursor.fetchall()
        }


@pytest.mark.db
@pytest.mark.django_db
def test_every_table_with_personal_columns_has_forced_row_level_security_and_a_policy_to_read() -> None:
    tables = _tables()
    personal = {name for name, (_, _, columns) in tables.items() if columns & PERSONAL} - OF_OTHERS
    assert {"retirees_retiree", "retirees_retireeversion", "handover_offer", "retirees_searchterm"} <= personal
    walled = personal | ALSO_WALLED
    assert [name for name in sorted(walled) if not tables[name][0]] == []
    assert [name for name in sorted(walled) if not tables[name][1] & {"r", "*"}] == []


@pytest.mark.db
@pytest.mark.django_db
def test_without_an_actor_every_walled_table_is_empty_and_no_policy_is_always_true() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('yq.nlo', true), current_setting('yq.ents', true)")
        assert {value or "" for value in cursor.fetchone()} <= {"", "{}"}
        cursor.execute(
            "SELECT c.relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid"
            " WHERE p.polcmd IN ('r', '*') AND pg_get_expr(p.polqual, p.polrelid) = 'true'"
        )
        assert cursor.fetchall() == []


# Own rows that whoever acts for the person by an authorisation reads too: the name, the text of items, what a place
# offers everybody, what an enterprise says of old benefits; what hangs on a row that is itself kept from them (dues on the account).
READ_BY_PROXIES = {
    "applications_itemversion", "benefits_benefitfate", "dues_charge", "dues_decision", "dues_entry", "dues_order",
    "dues_payment", "dues_refund", "dues_standard", "retirees_retiree",
}  # fmt: skip


@pytest.mark.db
@pytest.mark.django_db
def test_what_a_person_reads_is_kept_from_whoever_acts_for_the_person_or_reviewed() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT c.relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid"
            " WHERE pg_get_expr(p.polqual, p.polrelid) LIKE '%%yq.person%%' AND p.polname LIKE '%%own%%'"
            " AND pg_get_expr(p.polqual, p.polrelid) NOT LIKE '%%yq.warrant%%'"
        )
        assert {name for (name,) in cursor.fetchall()} == READ_BY_PROXIES


@pytest.mark.db
@pytest.mark.django_db
def test_the_tests_run_as_a_role_that_row_level_security_binds() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("yq_app", False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
        assert cursor.fetchone() == (0,)


def _own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("yinqiao.")]


@pytest.mark.fast
def test_every_model_and_every_field_has_a_chinese_name() -> None:
    own = _own_models()
    assert len(own) > 15
    wrong = [model._meta.label for model in own if not CHINESE.search(str(model._meta.verbose_name))]
    for model in own:
        # The platform's own bookkeeping is read by programs; what a room keeps is in the data dictionary.
        is_history = hasattr(model, "pgh_tracked_model")
        of_rooms = model._meta.fields if ".areas." in model.__module__ and not is_history else ()
        for field in of_rooms:
            is_ours = not field.name.startswith("pgh_") and not field.primary_key
            if is_ours and not CHINESE.search(str(field.verbose_name)):
                wrong.append(f"{model._meta.label}.{field.name}")
    assert wrong == []


@pytest.mark.fast
def test_every_constraint_and_index_carries_a_name_of_its_room() -> None:
    wrong = []
    for model in _own_models():
        for one in (*model._meta.constraints, *model._meta.indexes):
            if not one.name.startswith(model._meta.app_label.split("_")[0]):
                wrong.append(f"{model._meta.label}: {one.name}")
    assert wrong == []
