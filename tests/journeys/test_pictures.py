"""The pictures that a reviewer looks at: every state of the design's list was really reached in this run."""

from __future__ import annotations

import pytest

from tests.architecture.test_addresses import routes
from tests.journeys.gallery import Gallery
from tests.journeys.walk import PICTURES

# They wait for the journeys that another process walks.
pytestmark = [pytest.mark.journey, pytest.mark.timeout(4000)]
# Addresses that lead on to another page and show none of their own.
ELSEWHERE = {
    "mfa_index": "leads to the profile",
    "branches:scan": "gives back a scan that was sent along",
    "branches:unlink": "asks like the pages beside it; the tests of the room walk it",
    "funds:voucher": "gives back a scan that was sent along",
    "intake:scan": "gives back a scan that was sent along",
    "letters:scan": "gives back a scan that was sent along",
    "effects:reopen": "a button of the page beside it; the tests of the room walk it",
    "effects:message": "leads on to the page of a person",
    "checklists:prepare": "is offered for agreements from before there were checklists alone",
}
REQUIRED = {
    "full": (
        "today", "enterprise-today", "city-today", "rosters", "upload", "progress", "report", "findings", "rows",
        "header", "report-unread", "report-columns-missing", "header-place", "header-own-words", "submit-asks", "submitted", "undo-asks", "undone", "waiting", "waiting-chosen", "accept-asks",
        "return-asks", "returned", "answer", "contacts", "contact", "card", "search", "people", "person",
        "reveal-asks", "note", "death", "person-deceased", "move", "roll", "roll-print", "export-asks", "desk",
        "route-asks", "indicator", "indicator-district", "indicator-by-street", "indicator-by-community",
        "indicator-by-enterprise", "three", "three-archives", "three-by-enterprise", "people-behind-the-figure", "audit-log", "audit-entry", "touches", "unusual",
        "requests", "request-answer", "retention", "destroy-asks", "destruction-record", "destruction-records",
        "keep-asks", "sign-in", "second-factor", "second-factor-set-up", "recovery-codes", "users", "invite", "new-key", "key-asks", "key-once", "keys", "revoke-key",
        "endpoint-register", "endpoint-register-asks", "endpoint-register-error", "endpoint-secret", "endpoint",
        "endpoint-failures", "endpoint-paused", "endpoint-letters", "endpoint-letter", "endpoints", "endpoint-rotate-asks",
        "endpoint-end-asks", "endpoint-ended",
        "accept-invitation", "duplicates", "duplicate", "duplicates-merged", "person-copy", "watched", "unusual-full", "unusual-look", "contact-person",
        "agreements", "agreements-to-answer", "agreement-draft", "agreement-propose-asks", "agreement-proposed",
        "agreement-send-back", "agreement-returned", "agreement-versions", "agreement-agree-asks", "agreement-agreed",
        "agreement-text", "agreement-text-print", "agreement-signed", "agreement-file", "agreement-filed",
        "agreement-delivered", "agreement-people-behind", "agreement-unlink-asks", "agreement-link",
        "agreement-supplement", "agreement-reconciled", "agreement-cancel-asks", "agreement-end", "city-agreements",
        "checklist", "checklist-assign", "checklist-reported", "checklist-to-answer", "checklist-send-back",
        "checklist-reopen", "checklist-waive", "checklist-answered", "checklists", "checklist-items",
        "archive-catalogues", "archive-upload", "archive-report", "archive-findings", "archive-rows", "archive-header",
        "archive-submit", "archive-submitted", "archive-undo", "archive-undone", "archive-discard-asks",
        "archive-receptions", "archive-reception", "archive-scanned", "archive-codes", "archive-damage", "archive-drop-asks",
        "archive-finish", "archive-finished", "archive-paper", "archive-paper-print", "archive-received",
        "archives-missing", "city-archives", "archive-absence", "archives-stated", "archive-absence-take-back-asks",
        "archive-absence-refuse", "archive-absence-agree-asks", "archives-explained", "archive-absence-reopen",
        "asset-lists", "asset-upload", "asset-report", "asset-findings", "asset-rows", "asset-header", "asset-submit",
        "asset-submitted", "asset-undo", "asset-undone", "asset-today", "assets-waiting", "asset-survey", "asset-surveyed",
        "asset-step", "asset-correct", "asset-corrected", "asset-last-step", "asset-handed-over", "asset-shared-step",
        "asset-shared", "asset-propose", "asset-proposed", "asset-answer", "asset-return", "asset-returned",
        "asset-figures", "asset-delivered", "asset-paper", "asset-paper-print",
        "party-rosters", "party-upload", "party-report", "party-findings", "party-rows", "party-header", "party-submit",
        "party-submitted", "party-undo", "party-undone", "party-discard-asks", "party-members-enterprise",
        "party-letters", "party-waiting", "party-check-in", "party-accept", "party-members-street", "party-member",
        "party-channel-asks", "party-channel", "party-return", "party-returned", "party-member-returned",
        "party-withdraw-asks", "party-progress", "party-members-community", "city-party-members",
        "separation-enterprise", "separation-items", "separation-match",
        "separation-linked", "separation-matches", "separation-matches-linked", "city-separation",
        "gaps-enterprise", "gaps-items", "gaps-asked", "gap-requests-enterprise", "gap-answer", "gap-requests", "gap-settle",
        "gap-settle-unknown", "gaps-person", "gaps-taken", "gaps-panel", "city-gaps", "lost-people", "lost-person", "lost-attempt",
        "lost-declare", "lost-declared", "lost-find", "lost-found", "lost-street",
        "certification-today", "certification-people", "certification-person", "certification-visit", "certification-panel",
        "certification-certify", "certification-certified", "certification-undo", "certification-undone",
        "certification-ticked", "certification-calls-asks", "certification-calls", "certification-round",
        "certification-round-done", "certification-street", "certification-rates", "certification-sent",
        "certification-file", "certification-receipt", "certification-receipted",
        "routine-lists", "routine-upload", "routine-report", "routine-findings", "routine-rows", "routine-header",
        "routine-submitted", "routine-undo", "routine-discard-asks", "routine-today", "routine-people", "routine-next",
        "routine-late", "routine-person", "routine-postpone", "routine-withdraw", "routine-confirm", "routine-confirmed",
        "routine-person-confirmed", "routine-letter", "routine-letter-printed", "routine-hand-over-asks", "routine-roster",
        "routine-unconfirm-asks", "routine-figures",
        "othercity-key", "othercity-confirm-keys", "othercity-key-confirmed", "othercity-people", "othercity-name-city",
        "othercity-ready", "othercity-offer-asks", "othercity-package", "othercity-download", "othercity-take-in",
        "othercity-packages", "othercity-package-answered", "othercity-person", "othercity-arrivals", "othercity-roster",
        "othercity-accept-asks", "othercity-return", "othercity-incoming", "othercity-take-back-asks", "othercity-taken-back",
        "othercity-keys", "othercity-revoke-asks",
        "opening-upload", "opening-rehearsed", "opening-columns", "opening-mappings", "opening-mapping", "opening-mapped",
        "opening-rows", "opening-explain", "opening-explained", "opening-figures", "opening-paper", "opening-paper-print",
        "opening-propose-asks", "opening-proposed", "opening-send-back", "opening-confirm", "opening-loaded",
        "opening-search", "opening-person", "opening-begin", "opening-upload-daily", "opening-day", "opening-differences",
        "opening-explain-difference", "opening-days", "opening-undo", "opening-undone", "opening-throw-away-asks",
        "opening-thrown-away",
        "papers-order", "papers-person", "papers-print", "papers-scan-send", "papers-scan", "papers-number",
        "papers-stamped", "papers-void", "papers-voided", "papers", "papers-scans", "papers-templates",
        "papers-template", "papers-template-kept",
        "funds-open", "funds-note", "funds-send-back", "funds-returned", "funds-renew", "funds-confirm", "funds-correct",
        "funds-correction-confirm", "funds-beyond", "funds-refund", "funds-withdraw-asks", "funds-money", "funds",
        "funds-payments", "street-funds", "street-funds-payments",
        "chain-draft", "chain-proposed", "chain-sign", "chain-filed", "chain-waiting", "chain-contact", "chain-scan",
        "chain-archives", "chain-members", "chain-money-note", "chain-money-confirm", "chain-money", "chain-reconciled",
        "chain-close", "chain-closed", "chain-three", "lost-step", "lost-plan",
        "inward-new-source", "inward-source", "inward-claims", "inward-not-one-person", "inward-claim", "inward-panel",
        "inward-take-asks", "inward-claims-done", "inward-source-health", "inward-messages", "inward-message",
        "inward-letter", "inward-letter-message", "inward-key", "inward-pause", "inward-source-paused", "inward-release",
        "inward-sources",
        "file-sources", "file-upload", "file-checked", "file-findings", "file-lines", "file-columns", "file-take-asks",
        "file-taken", "file-withdraw", "file-withdrawn", "files",
        "line-sent", "line-again-asks", "line-came", "province-today", "province-cities", "province-city",
        "province-packages", "province-health",
        "inward-sources", "letter-people", "letter-send", "letter", "letter-reply", "letter-answered", "letters",
        "letter-void", "letters-person", "effects-city", "effects-person", "effects-withdrawn", "followups-party",
        "followup-party", "followups-enterprise", "followup-enterprise", "followup-overpayment",
        "enterprises", "enterprise", "enterprise-rename", "enterprise-renamed", "enterprises-found", "enterprise-dissolve",
        "enterprise-dissolved", "enterprise-role-gone", "enterprise-restore", "person-succeeded",
        "branches", "branches-pending", "branches-unlisted", "branch-link", "branch-offer", "branch-step", "branch-approved",
        "branch-sign", "branch-signed", "branch-correct", "branch-living", "branch-settled", "branch-contact",
        "branch-returned", "branch-keep", "branch-kept", "branch-withdraw", "branch-change", "branch-add", "three-branches",
    ),
    "empty": (
        "today-empty", "search-empty", "requests-empty", "people-filtered-empty", "invitations-empty", "keys-empty",
        "agreements-empty", "checklist-items-empty", "archives-empty", "assets-empty", "phone-party-empty",
        "routine-empty", "othercity-keys-empty", "othercity-arrivals-empty", "separation-empty",
        "separation-matches-empty", "opening-empty", "opening-mappings-empty", "opening-differences-empty",
        "gaps-empty", "certification-empty", "lost-empty", "enterprises-empty", "funds-empty", "branches-empty",
        "inward-sources-empty", "endpoints-empty", "files-empty", "line-empty", "province-empty",
        "letters-empty", "letter-people-empty",
    ),
    "error": (
        "refused-broken", "refused-empty", "refused-picture", "header-place-error", "correct-error", "sign-in-error",
        "second-factor-error", "not-there", "agreement-draft-error", "agreement-sign-error",
        "checklist-report-error", "agreement-close-error", "party-check-in-error", "routine-postpone-error",
        "routine-confirm-error", "othercity-register-error", "othercity-name-city-error", "othercity-take-in-error",
        "othercity-accept-error", "opening-explain-error", "opening-close-error", "gap-answer-error",
        "certification-visit-error", "certification-certify-error", "papers-template-error",
        "enterprise-rename-error", "enterprise-dissolve-error", "funds-send-back-error", "branch-paste-error",
        "branch-step-error", "branch-return-error", "inward-reason-missing", "archive-absence-error", "file-upload-error", "file-refused",
    ),
    "long name": ("rows-long-name", "person-long-name", "phone-person", "phone-largest-person", "largest-person"),
    "no permission": ("no-permission",),
    "phone and type": ("phone-today", "phone-waiting", "phone-endpoints", "phone-endpoint", "phone-report", "phone-indicator", "phone-largest-today",
                       "largest-waiting", "largest-indicator", "phone-three", "largest-three", "phone-agreements", "phone-agreement",
                       "phone-checklists", "phone-checklist", "phone-archive-reception", "phone-archive-catalogues",
                       "phone-assets", "phone-asset", "phone-asset-figures", "phone-branches", "phone-branch",
                       "phone-party-members", "phone-party-member", "phone-party-rosters",
                       "phone-separation", "phone-routine-figures", "phone-routine-people", "phone-routine-person",
                       "phone-othercity-people", "phone-othercity-packages", "phone-othercity-package",
                       "phone-opening-runs", "phone-opening-rows", "phone-opening-mappings",
                       "phone-opening-differences", "largest-opening-rows", "phone-gaps", "phone-gap-requests",
                       "phone-lost", "phone-lost-person", "largest-gaps", "largest-lost", "phone-largest-lost",
                       "phone-paper", "phone-papers-scan-send", "phone-papers", "largest-papers",
                       "phone-enterprises", "phone-enterprise", "phone-enterprise-dissolve", "phone-funds",
                       "phone-funds-payments", "phone-funds-agreement", "largest-funds", "largest-funds-payments",
                       "largest-funds-agreement", "phone-inward-claims", "phone-inward-claim",
                       "largest-inward-claims", "phone-largest-inward-claims", "phone-files", "phone-file",
                       "phone-file-lines", "phone-largest-files", "phone-largest-file", "largest-files", "largest-file", "phone-line", "phone-province-cities",
                       "phone-province-city", "phone-province-packages", "phone-province-health",
                       "largest-province-cities", "largest-line", "phone-largest-province-cities", "phone-largest-line", "phone-letters",
                       "phone-letter", "phone-largest-letters", "phone-largest-letter"),
}  # fmt: skip


def test_every_page_of_the_site_was_looked_at_in_this_run(whole_gallery: Gallery) -> None:
    no_pages = {name for name, why in whole_gallery.answers.items() if why}
    unseen = {name for name, _, _ in routes()} - whole_gallery.pages - whole_gallery.used - no_pages - ELSEWHERE.keys()
    assert not unseen, f"nobody looked at {sorted(unseen)} (run the whole of tests/journeys)"


@pytest.mark.parametrize("state", REQUIRED)
def test_every_required_picture_was_taken_in_this_run(whole_gallery: Gallery, state: str) -> None:
    missing = [name for name in REQUIRED[state] if name not in whole_gallery.taken]
    assert not missing, f"not reached: {missing} (run the whole of tests/journeys)"
    assert all((PICTURES / f"{name}.png").stat().st_size > 10_000 for name in REQUIRED[state])
