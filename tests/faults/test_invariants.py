"""`check_invariants`: silent on a sound database; each invariant has a breach that makes it, and it alone, speak."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from check_invariants import breaches_of, check, connect, is_id_number, plain_id_numbers
from invariants import INVARIANTS
from tests.faults.things import ARCHIVE, ASSET, BRANCH, IDS, MEMBER
from yinqiao.platform.audit.seal import seal_pending
from yinqiao.platform.audit.seal_witness import Witness
from yinqiao.platform.audit.tests.sealed_log import reader_dsn, superuser, write_acts

pytestmark = [pytest.mark.db, pytest.mark.fault]

# A message to the province, posted.
_MESSAGE = """
    INSERT INTO hub_outgoing (id, line, epoch, number, kind, place_no, about, body, digest, recorded_at, born, seq, posted_at,
        rounds, failure, receipt, receipt_code)
    SELECT {id}, 'province', id, {number}, 'epoch', 1, '', '\\x01', 'x', now(), 'y', {seq}, now(), 0, '', '', ''
    FROM events_epoch ORDER BY began_at DESC, id DESC LIMIT 1;
"""
# The account of a member whom nobody has charged.
_DUES = "INSERT INTO dues_account (member_id, place_no, first_month) VALUES (:p1, 100, '2026-03-01'); "
# Those that are SQL, and the seals of the audit log.
_COUNT = len(INVARIANTS) + 1
TOOL = Path(__file__).parents[2] / "tools" / "check_invariants.py"
# A number that exists only on paper: the division of the demo, with a valid check character.
NUMBER = "990101195003070017"

# A payment that stands under no event of its own.
_PAID = (
    "INSERT INTO funds_payment (id, agreement_id, number, enterprise_id, place_no, flow, kind, amount, paid_on, voucher_no,"
    " remark, noted_by, noted_on, answer_by, state, answered_on, received_on, reason, note, lock_version)"
    " SELECT gen_random_uuid(), id, 1, enterprise_id, place_no{there}, '{flow}', 'lump', 5, '2026-01-02', 'x', '', 'enterprise',"
    " '2026-01-02', '2026-01-12', '{state}', '2026-01-03', {received}, '', '', 1 FROM agreements_agreement WHERE id = :p1;"
)


def _paid(there: str = "", flow: str = "payment", state: str = "confirmed") -> str:
    return _PAID.format(
        there=there, flow=flow, state=state, received="'2026-01-03'" if state == "confirmed" else "null"
    )


SOUND = (Path(__file__).parent / "sound.sql").read_text()
# That the place has it, though nobody has signed.
_PASSED = """
    INSERT INTO {} ({}, no, holder_place_no, since, act_id) SELECT id, 1, place_no, now(), id FROM {}
"""
# Somebody who retires soon, of whom nobody says how that came to be.
_EXPECTED = """
    INSERT INTO routine_expectedretiree (id, enterprise_id, id_no_index, name, sex, born_on, post, is_special, option, facts,
        place_no, route_how, statutory_on, earliest_on, latest_on, planned_on, is_postponed, state, due_on, risen_to,
        decision_no, withdraw_reason)
    VALUES (:p1, 7, '\\x09', '王桂英', 2, '1976-02-16', 'worker', false, 'none', '\\x01', 100, 'address', '2026-09-01', '2026-02-01',
        '2029-09-01', '2026-09-01', false, 'expected', '2026-09-30', 0, '', '');
"""
# A package that nobody has made a file of; with it and a person who was let go without having left.
_PACKAGE = """
    INSERT INTO othercity_package (id, side, city, place_no, number, sequence, covers, people, made_on, valid_to, due_on, made_name, ended_on)
    VALUES (:batch, 'out', '4403', 100, '4301-4403-2026-0001', 1, '[]', 1, '2026-03-02', '2026-05-01', '2026-04-01', '某人', '2026-03-03');
"""
_GONE = (
    _PACKAGE
    + """
    INSERT INTO othercity_transfer (id, package_id, place_no, retiree_id, enterprise_id, name, state, state_on, reason, note, told)
    VALUES (:p2, :batch, 100, :p2, 7, '王桂英', 'accepted', '2099-03-03', '', '', '');
"""
)
# A table of the old system that says it holds one person.
_OLD_TABLE = """
    INSERT INTO opening_run (id, run_no, purpose, system, place_no, file_id, file_sha256, state, refusal_code, refusal_text,
        sheet_name, header, counts, findings, progress_step, progress_done, progress_total, created_name, proposed_name,
        paper_no, confirmed_name)
    VALUES (:batch, 'CL1', 'load', '旧系统', 1, :p1, '', 'rehearsed', '', '', '', '{}', '{"rows": 1, "ready": 1, "held": 0}',
        '[]', '', 0, 0, '', '', '', '');
"""
_OLD_FIGURES = (
    _OLD_TABLE
    + """
    INSERT INTO opening_figure (run_id, place_no, side, label, rows, ready, known, mended, explained, held)
    SELECT id, 1, side, '', 1, 1, 0, 0, 0, 0 FROM opening_run, unnest(ARRAY['place', 'enterprise']) AS side;
"""
)
# An endpoint that stands at the first event.
_ENDPOINT = """
    INSERT INTO exchange_endpoint (id, key_id, name, url, types, state, pause_reason, secret, epoch, after, single_until,
        tries, last_code, made_by)
    SELECT :batch, (SELECT id FROM accounts_accesskey LIMIT 1), '平台', 'https://a.cn', '{{}}', 'active', '', '\\x01',
        (SELECT id FROM events_epoch ORDER BY began_at DESC, id DESC LIMIT 1), {after}, 0, 0, '', :p1;
"""
_LETTER = """
    INSERT INTO exchange_deadletter (id, endpoint_id, epoch, seq, event_id, type, message_id, code, put_aside_at, state, last_code)
    SELECT :p2, id, epoch, {seq}, :p1, 'x', 'msg_1', 'refused', now(), '{state}', '' FROM exchange_endpoint;
"""
# The account of a member whom nobody has charged.
_DUES = "INSERT INTO dues_account (member_id, place_no, first_month) VALUES (:p1, 100, '2026-03-01'); "
# Those that are SQL, and the seals of the audit log.
_COUNT = len(INVARIANTS) + 1
# The enterprise of the sound database, left to another at a moment.
_LEFT = (
    "INSERT INTO organisations_enterprise (id, uscc, name, short_name, source, dissolution_document, is_synthetic)"
    " VALUES (8, 'y', 'y', '', 'central', '', true); UPDATE organisations_enterprise SET successor_id = 8,"
    " dissolved_on = '2020-01-01', dissolved_at = '{}', dissolution_document = 'z' WHERE id = 7"
)
# What an office told of somebody, said to wait for a person who was never asked.
_CASE = """
    INSERT INTO applications_itemversion (id, code, version, digest, text) VALUES (:p1, 'x', 1, 'x', 'x');
    INSERT INTO applications_case (id, number, retiree_id, item_id, code, applicant, channel, sealed, materials, missing,
        step_role, spells, due_on, applied_on, author_name)
    SELECT :p1, code || '-2026-00007', :p1, :p1, 'x', 'self', 'counter', '\\x01', '[]', '[]', 'x', '[]', now(), now(), 'x'
    FROM organisations_division WHERE id = 1;
"""
# A scan of a material of an archive.
_SCAN = """
    INSERT INTO digitised_item (id, archive_id, place_no, class_no, serial, is_classified, author_name)
    VALUES (:p1, :p1, 100, '1', 1, {secret}, 'x');
    INSERT INTO digitised_scanbatch (id, place_no, name, author_name) VALUES (:p1, 100, 'x', 'x');
    INSERT INTO digitised_scan (id, batch_id, place_no, item_id, name, size, received, pages, sha256, state, author_name)
    VALUES (:p1, :p1, 100, :p1, 'x', 1, {got}, 1, 'x', '{state}', 'x');
"""
_TOLD = """
    INSERT INTO intake_source (id, name, kind, code, place_no, types, basis_document, basis_article, basis_from, rate,
        silent_days, state_reason)
    VALUES (:p1, '公安', 'police', 'x', 1, '{}', 'x', 'x', now(), 1, 1, '');
    INSERT INTO intake_message (id, source_id, event_id, type, received_at, digest, retiree_id, state, reason, rule, fault,
        letter_no, receipt)
    VALUES (:p1, :p1, 'x', 'x', now(), 'x', :p1, 'disputed', 'x', '', '', '', '');
"""
# A file that was taken in, with one line.
_FILE = """
    INSERT INTO intake_source (id, name, kind, code, place_no, types, basis_document, basis_article, basis_from, rate,
        silent_days, state_reason)
    VALUES (:p1, '公安', 'police', 'x', 1, '{{}}', 'x', 'x', now(), 1, 1, '');
    INSERT INTO dropbox_file (id, file_no, source_id, place_no, kind, file_id, file_sha256, letter_no, state, refusal_code,
        refusal_text, sheet_name, header, counts, findings, outcomes, progress_step, progress_done, progress_total,
        created_name, taken_at, taken_name, list_receipt, reason)
    VALUES (:p1, 'x', :p1, 1, 'x', :p1, 'x', '', 'taken', '', '', '', '{{}}', '{{}}', '[]', '{outcomes}', '', 0, 0, '', now(),
        '', 'x', '');
    INSERT INTO dropbox_line (file_id, place_no, row_no, state, reason, type, event_id, outcome)
    VALUES (:p1, 1, 2, 'unchanged', '', '', '', '{outcome}');
"""
BREACHES = {
    "batch_report": "UPDATE handover_rosterrow SET state = 'blocked' WHERE row_no = 3",
    "batch_offers": "UPDATE handover_offer SET batch_id = NULL WHERE id = :p1",
    "batch_act": "UPDATE audit_entry SET detail = '{\"offered\": 2}'",
    "version_newest": "UPDATE retirees_retiree SET name = '王桂花' WHERE id = :p2",
    "version_gone": "DELETE FROM retirees_retiree WHERE id = :p2",
    "version_act": "UPDATE retirees_retireeversion SET act_id = NULL WHERE pgh_obj_id = :p2",
    "event_act": "UPDATE events_event SET act_id = gen_random_uuid() WHERE id = :p1",
    "feed_dense": "UPDATE events_feed SET seq = 2",
    "feed_complete": "DELETE FROM events_feedpending",
    "feed_epoch": "DELETE FROM events_epoch",
    "one_holder": "DROP INDEX handover_one_open_one_held; CREATE TEMP TABLE twin AS SELECT * FROM handover_offer WHERE id = :p2;"
    " UPDATE twin SET id = gen_random_uuid(); INSERT INTO handover_offer SELECT * FROM twin",
    "offer_person": "UPDATE handover_offer SET retiree_id = gen_random_uuid() WHERE id = :p2",
    "managed_held": "UPDATE handover_offer SET retiree_id = :p2 WHERE id = :p1;"
    " UPDATE handover_rosterrow SET retiree_id = :p2 WHERE row_no = 2",
    "cells": "UPDATE insight_handovercell SET people = 3 WHERE measure = 'accepted';"
    " UPDATE insight_placesum SET people = 3 WHERE measure = 'accepted';"
    " UPDATE insight_enterprisesum SET people = 3 WHERE measure = 'accepted'",
    "sums": "UPDATE insight_placesum SET people = 3 WHERE measure = 'accepted'",
    "strand_cells": "INSERT INTO insight_strandcell (strand, place_no, enterprise_id, handed_over, received, there)"
    " VALUES ('archives', 1, 1, 1, 0, 0)",
    "agreement_versions": "DELETE FROM agreements_agreementversion WHERE agreement_id = :p1",
    "agreement_holds": "UPDATE agreements_agreementversion SET terms = terms || '{\"people\": -11}' WHERE agreement_id = :p2",
    "agreement_scan": "DELETE FROM files_storedfile",
    "agreement_events": "UPDATE events_event SET type = 'agreements.sent_back' WHERE subject_id = :p1",
    "agreement_batch": "UPDATE agreements_agreementbatch SET agreement_id = :p2",
    "checklist_state": "INSERT INTO checklists_checklistitem (id, agreement_id, enterprise_id, place_no, code, weight, state,"
    " owner_name, due_on, is_due_chosen, lock_version) SELECT gen_random_uuid(), id, enterprise_id, place_no, 'people_counted', 1,"
    " 'confirmed', '', '2026-01-01', false, 1 FROM agreements_agreement WHERE id = :p1",
    "fund_parties": _paid(there=" + 1"),
    "fund_events": _paid(),
    "fund_replaced": _paid(state="replaced"),
    "fund_sums": _paid(flow="refund"),
    "dues_charged": _DUES
    + "INSERT INTO dues_charge (account_id, month, no, place_no, fen, why, standard_id, is_standing, charged_on,"
    " act_id) VALUES (:p1, '2026-03-01', 1, 100, 5, 'low', :p1, true, now(), :p1)",
    "dues_booked": "INSERT INTO dues_transfer (id, place_no, move, fen, moved_on, voucher_no, noted_by, is_reversed, reason, act_id)"
    " VALUES (:p1, 100, 'deposit', 5, now(), 'x', 'x', false, '', :p1)",
    "dues_reversed": "INSERT INTO dues_entry (place_no, kind, debit, credit, fen, reverses_id, booked_on, act_id)"
    " VALUES (100, 'transfer', 'bank', 'cash', 5, 0, now(), :p1)",
    "dues_refunded": "INSERT INTO dues_refund (id, account_id, order_id, place_no, number, fen, reason, state, refund_id, proposed_by,"
    " proposed_name, proposed_on, decided_by, decided_name, decided_on, ended_on, note, lock_version) VALUES (:p1, :p1, :p1, 100,"
    " 'x', 5, 'x', 'done', '', :p1, 'x', now(), gen_random_uuid(), 'x', now(), now(), '', 1)",
    "dues_two_people": "ALTER TABLE dues_decision DROP CONSTRAINT dues_decided_by_another; INSERT INTO dues_decision (id, account_id,"
    " place_no, ruling, fen, from_month, until_month, meeting_on, reason, state, proposed_by, proposed_name, proposed_on, decided_by,"
    " decided_name, decided_on, note, lock_version) VALUES (:p1, :p1, 100, 'exempt', 0, now(), now(), now(), 'x', 'approved', :p1, 'x',"
    " now(), :p1, 'x', now(), '', 1)",
    "party_life_minuted": "INSERT INTO party_life_branch (id, place_no, name, kind, setting, theme_day, lock_version)"
    " VALUES (:p1, 100, 'x', 'branch', 'other', 5, 1); INSERT INTO party_life_meeting (id, branch_id, place_no, kind, group_no,"
    " starts_at, venue, topic, state, code, reason, held_on, minutes, written_by, written_name, checked_name, lock_version)"
    " VALUES (:p1, :p1, 100, 'theme', 0, now(), '', '', 'held', '', '', now(), '\\x01', :p1, '', '', 1)",
    "party_reviewed": "INSERT INTO party_reviews_review (id, branch_id, place_no, year, state, opened_on, held_on, returned, tellers,"
    " counted_by, counted_name, confirmed_by, confirmed_name, words, sent_by, sent_name, sent_on, decided_name, lock_version) VALUES"
    " (:p1, :p1, 100, 2026, 'sent', now(), now(), 1, '\\x01', :p1, '', gen_random_uuid(), '', '\\x01', :p1, '', now(), '', 1);"
    " INSERT INTO party_reviews_part (id, review_id, member_id, place_no, year, is_full, assessed, unrated) VALUES (:p1, :p1, :p1, 100,"
    " 2026, true, 'oral', '')",
    "reconciled_by_two": "INSERT INTO reconciliation_line (id, statement_id, place_no, kind, key, row_no, on_day, fen, number,"
    " party, words, found, state, our_fen, reason, note, settled_name, confirmed_name) VALUES (:p1, :p1, 100, 'bank', 'x', 1,"
    " now(), 5, '', '', '', 'matched', 'done', 6, '', '', '', '')",
    "archive_holder": ARCHIVE + _PASSED.format("archives_passing", "archive_id", "archives_archive"),
    "archive_events": ARCHIVE,
    "catalogue_report": ARCHIVE + "UPDATE archives_catalogue SET archives = 2",
    "asset_holder": ASSET + _PASSED.format("assets_assetpassing", "asset_id", "assets_asset"),
    "asset_events": ASSET,
    "asset_area": ASSET + "UPDATE assets_assetlist SET area = 79",
    "asset_steps": ASSET
    + """INSERT INTO assets_assetstep (id, asset_id, round, path, code, number, done_on, note,
        leads_to, side, author_name, act_id, recorded_at)
        SELECT gen_random_uuid(), id, 1, 'transfer', 'delivered', '', now(), '', 'handed_over', 'place', '', id, now()
        FROM assets_asset""",
    "member_responsible": MEMBER + _PASSED.format("party_passing", "member_id", "party_member"),
    "member_events": MEMBER,
    "member_letter": MEMBER + "UPDATE party_member SET state = 'letter_issued'",
    "party_roster_report": MEMBER + "UPDATE party_roster SET members = 0",
    "branch_responsible": BRANCH + _PASSED.format("branches_passing", "organisation_id", "branches_organisation"),
    "branch_events": BRANCH,
    "branch_steps": BRANCH + "UPDATE branches_organisation SET state = 'kept', path = 'kept', kept_until = now()",
    "branch_members": BRANCH + "INSERT INTO branches_rosterbranch (id, enterprise_id, organisation_id, state, name)"
    " SELECT gen_random_uuid(), 7, id, state, name FROM branches_organisation",
    "references_held": MEMBER + "DELETE FROM party_organisation",
    "archive_person": ARCHIVE + "UPDATE archives_archive SET retiree_id = gen_random_uuid(), entry_id = :p1",
    "separation_link": ARCHIVE
    + "INSERT INTO separation_match (retiree_id, archive_id, score, reasons, state, decided_at, decided_act)"
    " SELECT :p1, id, 80, '[]', 'linked', now(), id FROM archives_archive",
    "request_enterprise": "INSERT INTO completeness_request (id, retiree_id, enterprise_id, cause, state, asked_on, due_on,"
    " asked_name) VALUES (gen_random_uuid(), :p1, 8, 'phone_missing', 'asked', now(), now(), 'x')",
    "inward_applied": _TOLD + "UPDATE intake_message SET state = 'applied', act_id = :p2",
    "inward_disputed": _TOLD,
    "claim_explained": _TOLD
    + "INSERT INTO intake_contradiction (id, message_id, retiree_id, kind, attribute, state, opened_on,"
    " due_on, reason, note, decided_name) VALUES (:p1, :p1, :p1, 'x', '', 'open', now(), now(), '', '', '');"
    " INSERT INTO departments_explanation (case_id, written_at, author_name) VALUES (:p1, now(), 'x')",
    "file_lines": _FILE.format(outcomes='{"": 1}', outcome=""),
    "file_figures": _FILE.format(outcomes="{}", outcome="unchanged"),
    "event_cause": "UPDATE events_event SET caused_by = 'y' WHERE id = :p1",
    "followup_of_dead": "INSERT INTO effects_followup (id, kind, owner, retiree_id, name, born_on, died_on, place_no, cause_act,"
    " opened_on, due_on) VALUES (:p1, 'party_member_died', 'party', :p2, 'x', '1950-03-07', '2026-11-24', 100, :act, now(), now())",
    "mourned_is_dead": "INSERT INTO bereavement_file (id, retiree_id, name, died_on, opened_on, cause_act)"
    " VALUES (:p1, :p1, 'x', now(), now(), :act)",
    "hardship_visit": "INSERT INTO aid_visitdue (id, retiree_id, reason, since, opened_on, due_on)"
    " VALUES (:p1, :p1, 'hardship', now(), now(), now())",
    "duty_of_living": "INSERT INTO duties_duty (id, retiree_id, standard, service, occasion, version, opened_on, due_on)"
    " SELECT :p1, id, 'x', 'condolence', 'x', 'x', now(), now() FROM retirees_retiree WHERE status = 'managed' LIMIT 1",
    "benefit_item": "INSERT INTO benefits_benefititem (id, agreement_id, no, paper_no, enterprise_id, covers_group, place_no, kind,"
    " audience, unit, rhythm, payer) VALUES (:p1, :p1, '1', 'x', 1, false, 100, 'x', 'all', 'x', 'month', 'enterprise')",
    "benefit_told": "INSERT INTO benefits_benefittold (id, retiree_id, agreement_id, item_no, kind, unit, rhythm, since, source,"
    " proof) VALUES (:p1, :p1, :p1, '1', 'x', 'x', 'month', now(), 'enterprise', 'x')",
    "case_story": _CASE,
    "case_number": _CASE
    + " INSERT INTO applications_passage (id, case_id, at, act, step, who) VALUES (:p1, :p1, now(), 'apply', 0, 'x');"
    " INSERT INTO applications_caseseries (place_no, year, last)"
    " SELECT place_no, 2026, 6 FROM organisations_division WHERE id = 1",
    "certificate_sealed": "INSERT INTO certificates_certificate (id, number, retiree_id, kind, title, purpose, place_no, state,"
    " how, code_hash, sealed, file_id, digest, asked_on, issued_on, valid_until, author_name) VALUES (:p1, 'x-2026-00001', :p1,"
    " 'managed', 'x', 'x', 100, 'issued', 'automatic', 'x', '\\x01', :p1, 'x', now(), now(), now(), 'x')",
    "scan_blocks": _SCAN.format(secret="false", got=1, state="filed"),
    "classified_unscanned": _SCAN.format(secret="true", got=0, state="checking"),
    "pages_seen_with_leave": _SCAN.format(secret="false", got=0, state="checking")
    + """
        INSERT INTO digitised_lookup (id, archive_id, place_no, purpose, note, classes, first_id, first_name, second_id,
            second_name) VALUES (:p1, :p1, 100, 'x', '\\x01', '["1"]', :p1, 'x', :p2, 'x');
        INSERT INTO digitised_pageseen (id, scan_id, lookup_id, place_no, page_no, actor_id, actor_name, at)
        VALUES (:p1, :p1, :p1, 100, 1, :p1, 'x', now());
    """,
    "texts_of_filed": _SCAN.format(secret="false", got=0, state="checking")
    + " INSERT INTO scan_texts_reading (id, scan_id, place_no, state, pages, read_at) VALUES (:p1, :p1, 100, 'text', 1, now());"
    " INSERT INTO scan_texts_page (id, scan_id, place_no, page_no, text, tokens) VALUES (:p1, :p1, 100, 1, '\\x01', '{1}')",
    "draft_of_living": "INSERT INTO applications_draft (id, retiree_id, code, sealed, begun_at, changed_at)"
    " VALUES (:p1, :batch, 'x', '\\x01', now(), now())",
    "picture_of_person": "INSERT INTO applications_draft (id, retiree_id, code, sealed, begun_at, changed_at)"
    " SELECT :p1, id, 'x', '\\x01', now(), now() FROM retirees_retiree WHERE status <> 'deceased' LIMIT 1;"
    " INSERT INTO applications_picture (id, retiree_id, draft_id, material, file_id, added_at, who)"
    " VALUES (:p1, :batch, :p1, 'x', :p1, now(), 'x')",
    "authorisation_of_living": "INSERT INTO authorisations_authorisation (id, retiree_id, sealed, phone, phone_index, matters, sees,"
    " way, granted_on, until_on, author_name) VALUES (:p1, :batch, '\\x01', '\\x01', 1, '[]', '[]', 'portal', now(), now(), 'x')",
    "rating_of_closed": _CASE
    + " INSERT INTO applications_passage (id, case_id, at, act, step, who) VALUES (:p1, :p1, now(), 'apply', 0, 'x');"
    " INSERT INTO applications_caseseries (place_no, year, last)"
    " SELECT place_no, 2026, 7 FROM organisations_division WHERE id = 1;"
    " INSERT INTO ratings_rating (id, retiree_id, case_id, code, grade, by, rated_on, follow_up)"
    " VALUES (:p1, :p1, :p1, 'x', 'good', 'self', now(), 'none')",
    "shared_case": 'INSERT INTO cases_case (id, number, kind, "group", rule, place_no, base_place_no, sealed, is_designated, returned_by,'
    " opened_on, counts_from, days, is_working, half_on, near_on, due_on, extended_days, reworks, author_name)"
    " VALUES (:p1, 'x', 'other', 'other', 'x', 100, 100, '\\x01', false, '[]', now(), now(), 5, true, now(), now(), now(), 0, 0, 'x')",
    "invoice_let_go": _CASE + " UPDATE applications_case SET state = 'refused', closed_on = now();"
    " INSERT INTO applications_passage (id, case_id, at, act, step, who) VALUES (:p1, :p1, now(), 'refuse', 0, 'x');"
    " INSERT INTO applications_caseseries (place_no, year, last)"
    " SELECT place_no, 2026, 7 FROM organisations_division WHERE id = 1;"
    " INSERT INTO reimbursement_invoice (id, case_id, retiree_id, sealed, number_index, author_name)"
    " VALUES (:p1, :p1, :p1, '\\x01', '\\x01', 'x')",
    "activity_seats": "INSERT INTO activities_branch (id, place_no, name, address) VALUES (:p1, 1, 'x', 'x');"
    " INSERT INTO activities_offering (id, branch_id, place_no, kind, title, seats, closes_on, first_on, times, begins, ends,"
    " drawn, author_name) VALUES (:p1, :p1, 1, 'course', 'x', 1, now(), now(), 1, '09:00', '10:00', '[]', 'x');"
    " INSERT INTO activities_enrolment (id, offering_id, retiree_id, entered_as, code, by)"
    " VALUES (:p1, :p1, :batch, :batch, 'x', 'self')",
    "stay_ends": "INSERT INTO secondments_keycommunity (id, place_no, enterprise_id, from_on, until_on, document, opened_name)"
    " VALUES (:p1, 1, 1, '2026-01-01', '2027-01-01', 'x', 'x');"
    " INSERT INTO secondments_secondment (id, community_id, place_no, enterprise_id, grant_id, user_id, name, from_on, until_on,"
    " rights, document, prolonged) VALUES (:p1, :p1, 1, 1, :p1, :p1, 'x', '2026-01-01', '2027-01-01', '[]', 'x', '[]')",
    "volunteer_hours": "INSERT INTO volunteers_volunteer (id, retiree_id, entered_as, skills, times, agreed_on, by)"
    " VALUES (:p1, :batch, :batch, '[]', '[]', now(), 'self')",
    "letter_waits": "INSERT INTO letters_letter (id, purpose, office, place_no, sent_on, due_on, people, author_name)"
    " VALUES (:p1, 'x', 'x', 100, now(), now(), 1, 'x')",
    "last_contact": "INSERT INTO retirees_note (id, retiree_id, kind, occurred_on, author_id, author_name)"
    " VALUES (:p1, :p1, 'visit', '2026-11-24', :act, 'x');"
    " INSERT INTO retirees_notetext (note_id, text) VALUES (:p1, 'x');"
    " INSERT INTO lost_contact_reached (retiree_id, last_on) VALUES (:p1, '2026-11-23')",
    "certification_clock": "DELETE FROM certification_clock",
    "certification_dead": "UPDATE retirees_retiree SET status = 'deceased', died_on = '2026-11-25' WHERE id = :p2;"
    " UPDATE retirees_retireeversion SET status = 'deceased', died_on = '2026-11-25' WHERE pgh_obj_id = :p2",
    "routine_state": _EXPECTED,
    "routine_batch": _EXPECTED
    + """
        INSERT INTO routine_routineentry (expected_id, enterprise_id, step, state, reason, note, act_id, author_name, author_unit)
        VALUES (:p1, 7, 'list', 'listed', '', '', :act, 'x', 'x');
        UPDATE routine_expectedretiree SET state = 'listed', retired_on = '2026-09-16', batch_id = :batch
    """,
    "othercity_gone": _GONE,
    "othercity_answered": _PACKAGE,
    "opening_figures": _OLD_TABLE,
    "opening_people": _OLD_FIGURES
    + """
        INSERT INTO opening_oldrow (run_id, row_no, place_no, state, reason, field, explanation, words, explained_name, old_no,
            old_enterprise, old_place, route_how, name, id)
        VALUES (:batch, 2, 1, 'ready', '', '', '', '', '', 'TG-1', '', '', '', '王桂英', gen_random_uuid());
        UPDATE opening_run SET state = 'loaded', proposed_by = :p1, confirmed_by = :p2, paper_no = '1', signed_on = now()
    """,
    "paper_numbers": "INSERT INTO papers_paperseries (kind, place_no, year, last) VALUES ('test.paper', 1, 2026, 3)",
    "paper_pages": """
        INSERT INTO papers_paperseries (kind, place_no, year, last) VALUES ('test.paper', 1, 2026, 1);
        INSERT INTO papers_paper (kind, subject_id, about, people, place_no, year, serial, number, code, file_id, sha256,
            state, pages, author_name, author_unit, printed_at, stamped_at, void_reason)
        VALUES ('test.paper', 'x', 'x', 1, 1, 2026, 1, 'x', 'x', :act, 'x', 'stamped', 1, 'x', 'x', now(), now(), '')
    """,
    "search_terms": "DELETE FROM retirees_searchterm WHERE retiree_id = :p2",
    "search_terms_stale": "INSERT INTO retirees_searchterm (term, kind, retiree_id, place_no, enterprise_id)"
    " VALUES ('x', 2, :p1, 999, 7)",
    "former_names": "INSERT INTO retirees_formername (retiree_id, entry_id, name, is_told) VALUES (:p2, :p2, '王翠花', true)",
    "number_index": "UPDATE retirees_retiree SET id_tail_index = NULL WHERE id = :p1",
    "sealed_facts": "DELETE FROM retirees_sealedfacts WHERE retiree_id = :p1",
    "note_words": "INSERT INTO retirees_note (id, retiree_id, kind, occurred_on, author_id, author_name)"
    " VALUES (gen_random_uuid(), :p1, 'note', now(), :act, '某人')",
    "merged_into": "UPDATE retirees_retiree SET merged_into_id = gen_random_uuid() WHERE id = :p1",
    "departed_session": """UPDATE accounts_user SET is_active = false;
        INSERT INTO django_session VALUES ('k', '', now() + interval '1 hour');
        INSERT INTO usersessions_usersession (user_id, session_key, created_at, ip, last_seen_at, user_agent, data)
        VALUES (:p1, 'k', now(), '127.0.0.1', now(), '', '{}')""",
    "departed_role": "UPDATE accounts_grant SET revoked_at = now(); INSERT INTO accounts_grant (id, user_id, role,"
    " valid_from, deputy_for_id) VALUES (:p2, :p1, 'auditor', now(), :p1)",
    "portal_code": "INSERT INTO portal_code (ticket_hash, phone, phone_index, address_mac, asked_at, used_at)"
    " VALUES ('x', decode(repeat('00', 40), 'hex'), 1, '\\x00', now(), now())",
    "office_role": "UPDATE accounts_grant SET role = 'department_officer'",
    "departed_key": "UPDATE accounts_grant SET valid_from = '2020-01-01', valid_to = '2020-06-01'",
    "succession": f"{_LEFT.format('2020-06-01')}; UPDATE organisations_enterprise SET successor_id = 7,"
    " dissolved_on = '2020-01-01', dissolved_at = '2020-06-01', dissolution_document = 'z' WHERE id = 8",
    "endpoint_place": _ENDPOINT.format(after=99),
    "delivery_place": _ENDPOINT.format(after=1)
    + "INSERT INTO exchange_delivery (id, endpoint_id, kind, message_id, epoch, after, until, events, body_sha256, state, tries,"
    " code, first_at) SELECT :p2, id, 'feed', 'msg_1', epoch, 0, 1, 1, '', 'open', 0, '', now() FROM exchange_endpoint",
    "deadletter_place": _ENDPOINT.format(after=1) + _LETTER.format(seq=1, state="asked"),
    "hub_numbers": _MESSAGE.format(id=1, number=2, seq=1),
    "hub_places": _MESSAGE.format(id=1, number=1, seq=1)
    + _MESSAGE.format(id=2, number=2, seq=1).replace("epoch'", "desk'"),
    "sandboxes": "INSERT INTO intake_source (id, name, kind, code, place_no, reach_from, reach_to, types, basis_document,"
    " basis_article, basis_from, rate, silent_days, state_reason)"
    " VALUES (:p1, '公安', 'police', 'x', -7, -7, -6, '{}', 'x', 'x', now(), 1, 1, '')",
    "row_security": "ALTER TABLE retirees_note NO FORCE ROW LEVEL SECURITY",
    "row_security_views": "CREATE VIEW everybody AS SELECT * FROM retirees_retiree",
    "roles": "ALTER ROLE yq_app BYPASSRLS",
    "append_only": "GRANT DELETE ON audit_entry TO yq_app",
    "seal_waiting": "DELETE FROM audit_sealpending",
}
# What ends a key on 1 June 2020.
KEY_ENDS = (
    "UPDATE accounts_accesskey SET valid_to = '2020-06-01'",
    "UPDATE accounts_accesskey SET revoked_at = '2020-06-01 09:00+08'",
    "UPDATE accounts_grant SET valid_to = '2020-06-01'",
    "UPDATE accounts_grant SET revoked_at = '2020-06-01 09:00+08'",
    "UPDATE organisations_division SET valid_to = '2020-06-01'",
    f"UPDATE accounts_grant SET division_id = NULL, enterprise_id = 7; {_LEFT.format('2020-06-01 09:00+08')}",
)
HIDDEN_NUMBERS = {
    "retirees_retiree.former_post": "UPDATE retirees_retiree SET former_post = '工人，身份证{}'",
    "events_event.data": "UPDATE events_event SET data = jsonb_build_object('no', '{}')",
    "handover_rosterrow.facts": "UPDATE handover_rosterrow SET facts = convert_to('号{}', 'UTF8')",
    "audit_entry.purpose": "UPDATE audit_entry SET purpose = '查{}。'",
}


@pytest.fixture
def sound(django_db_setup: None, fresh_database: None) -> Iterator[psycopg.Connection]:
    """A superuser's open transaction on a small sound database."""
    with superuser() as admin:
        admin.autocommit = False
        _run(admin, SOUND)
        yield admin
        admin.rollback()


def _run(connection: psycopg.Connection, statement: str) -> None:
    for name, value in IDS.items():
        statement = statement.replace(name, value)
    connection.execute(statement.encode())


def _speaking(connection: psycopg.Connection) -> set[str]:
    return {one.code for one in INVARIANTS if breaches_of(connection, one)}


def test_a_sound_database_says_nothing(sound: psycopg.Connection) -> None:
    assert [line for one in INVARIANTS for line in breaches_of(sound, one)] == []
    assert list(plain_id_numbers(sound, full=True)) == []


def test_every_invariant_has_a_breach_here() -> None:
    assert list(BREACHES) == [one.code for one in INVARIANTS]


def test_each_breach_makes_its_invariant_speak(sound: psycopg.Connection) -> None:
    silent = []
    for code, statement in BREACHES.items():
        sound.execute("SAVEPOINT before")
        _run(sound, statement)
        if code not in _speaking(sound):
            silent.append(code)
        sound.execute("ROLLBACK TO SAVEPOINT before")
    assert silent == []
    assert _speaking(sound) == set()


def test_a_key_that_opened_after_any_of_its_ends_is_told_and_one_used_before_is_not(sound: psycopg.Connection) -> None:
    silent = []
    for end in KEY_ENDS:
        for day, is_told in (("2020-05-31", False), ("2020-06-02", True)):
            sound.execute("SAVEPOINT before")
            _run(sound, f"UPDATE accounts_accesskey SET last_used_on = '{day}'")
            _run(sound, end)
            if ("departed_key" in _speaking(sound)) is not is_told:
                silent.append((end, day))
            sound.execute("ROLLBACK TO SAVEPOINT before")
    assert silent == []


def test_an_id_number_in_the_open_is_found_wherever_it_hides(sound: psycopg.Connection) -> None:
    wrong = NUMBER[:-1] + "9"
    for column, statement in HIDDEN_NUMBERS.items():
        for full in (True, False):
            sound.execute("SAVEPOINT before")
            sound.execute(statement.replace("{}", wrong).encode())
            assert list(plain_id_numbers(sound, full=full)) == []
            sound.execute(statement.replace("{}", NUMBER).encode())
            found = [line.split(" in ")[0] for line in plain_id_numbers(sound, full=full)]
            assert found == [f"plain_id_number: {column}"]
            sound.execute("ROLLBACK TO SAVEPOINT before")


@pytest.mark.fast
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NUMBER, True),
        ("11010519491231002X", True),
        ("11010519491231002x", True),
        ("110105194912310021", False),
        ("110105194913310027", False),
        ("91430100183764483Y"[:17] + "1", False),
        ("202611240859441234", False),
    ],
)
def test_only_a_number_with_province_date_and_check_character_counts(text: str, expected: bool) -> None:
    assert is_id_number(text) is expected


def test_the_command_ends_with_0_1_and_2(log: Witness) -> None:
    write_acts(3)
    seal_pending(log)
    command = [sys.executable, str(TOOL), "--keys", str(log.key_file), "--witness", str(log.file), "--dsn"]
    good = subprocess.run([*command, reader_dsn()], capture_output=True, text=True, check=False)
    assert (good.returncode, good.stdout) == (0, f"{_COUNT} invariants, 0 breaches\n")
    with superuser() as admin:
        admin.execute("UPDATE audit_entry SET people = 9 WHERE id = (SELECT entry_id FROM audit_leaf WHERE no = 2)")
        admin.execute("DELETE FROM events_epoch")
    bad = subprocess.run([*command, reader_dsn()], capture_output=True, text=True, check=False)
    assert (bad.returncode, bad.stdout.splitlines()) == (
        1,
        [
            "feed_epoch: no epoch",
            "audit_seal: no 2 entry_changed its content is not what was sealed",
            f"{_COUNT} invariants, 2 breaches",
        ],
    )
    none = subprocess.run([*command, "host=/nowhere"], capture_output=True, text=True, check=False)
    assert (none.returncode, none.stdout) == (2, "")
    blind = subprocess.run([*command, reader_dsn("app")], capture_output=True, text=True, check=False)
    assert (blind.returncode, blind.stdout) == (2, "")


def test_the_checker_cannot_write(log: Witness) -> None:
    with connect(reader_dsn()) as connection, pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        connection.execute("DELETE FROM events_epoch")
    assert check(reader_dsn()) == []
