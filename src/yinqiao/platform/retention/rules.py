"""When a period ends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any


def due_on(kept_since: date, parameters: Mapping[str, Any]) -> date:
    """The first day on which something may be destroyed: `days` after the day it was kept since.

    Kept since 2026-01-01 with 180 days: due on 2026-06-30.
    """
    return kept_since + timedelta(days=parameters["days"])


def first_kept(today: date, parameters: Mapping[str, Any]) -> date:
    """The day from which on nothing is due yet: what was kept since before it has reached its end.

    On 2026-06-30 with 180 days: 2026-01-02, for what is kept since 2026-01-01 is due.
    """
    return today - timedelta(days=parameters["days"]) + timedelta(days=1)


def _example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    return due_on(given["kept_since"], parameters).isoformat()


FORMULAS = {
    "retention.roster_upload": _example,
    "retention.roster_annotated": _example,
    "retention.roster_rows": _example,
    "retention.archive_catalogue_upload": _example,
    "retention.archive_catalogue_annotated": _example,
    "retention.archive_catalogue_rows": _example,
    "retention.asset_list_upload": _example,
    "retention.asset_list_annotated": _example,
    "retention.asset_list_rows": _example,
    "retention.party_roster_upload": _example,
    "retention.party_roster_annotated": _example,
    "retention.party_roster_rows": _example,
    "retention.retiring_list_upload": _example,
    "retention.retiring_list_annotated": _example,
    "retention.retiring_list_rows": _example,
    "retention.expected_retiree": _example,
    "retention.othercity_paper": _example,
    "retention.othercity_package": _example,
    "retention.completeness_request": _example,
    "retention.certification_record": _example,
    "retention.aid_hardship": _example,
    "retention.aid_visit": _example,
    "retention.aid_consent": _example,
    "retention.duty": _example,
    "retention.rounds_plan": _example,
    "retention.rounds_round": _example,
    "retention.service_delivery": _example,
    "retention.aid_relief": _example,
    "retention.bereavement_file": _example,
    "retention.benefits_told": _example,
    "retention.proof": _example,
    "retention.agreement_scan": _example,
    "retention.branch_papers": _example,
    "retention.checklist_evidence": _example,
    "retention.fund_voucher": _example,
    "retention.opening_upload": _example,
    "retention.opening_rows": _example,
    "retention.opening_differences": _example,
    "retention.export": _example,
    "retention.paper": _example,
    "retention.paper_page": _example,
    "retention.paper_scan": _example,
    "retention.paper_about": _example,
    "retention.inward_letter": _example,
    "retention.intake_message": _example,
    "retention.departments_explanation": _example,
    "retention.dropbox_upload": _example,
    "retention.dropbox_annotated": _example,
    "retention.dropbox_lines": _example,
    "retention.effects_followup": _example,
    "retention.letters_letter": _example,
    "retention.application_picture": _example,
    "retention.applications_case": _example,
    "retention.certificates_certificate": _example,
    "retention.digitised_lookup": _example,
    "retention.digitised_extract": _example,
    "retention.digitised_loan": _example,
    "retention.archive_certificates_attestation": _example,
    "retention.cases_case": _example,
    "retention.hotline_order": _example,
    "retention.hotline_file": _example,
    "retention.ratings_rating": _example,
    "retention.activities_enrolment": _example,
    "retention.secondments_deed": _example,
    "retention.volunteers_volunteer": _example,
    "retention.authorisations_authorisation": _example,
    "retention.reimbursement_invoice": _example,
    "retention.reimbursement_file": _example,
    "retention.dues_statement": _example,
    "retention.dues_ledger": _example,
    "retention.dues_use": _example,
    "retention.access_log": _example,
}
