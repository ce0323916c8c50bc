"""Root urls: each room's own, and the shell around them."""

from django.urls import include, path

urlpatterns = [
    path("accounts/office/", include("yinqiao.areas.single_sign_on.urls")),
    path("accounts/", include("yinqiao.areas.accounts.urls")),
    path("enterprises/", include("yinqiao.areas.organisations.urls")),
    path("handover/", include("yinqiao.areas.handover.urls")),
    path("agreements/", include("yinqiao.areas.agreements.urls")),
    path("papers/", include("yinqiao.areas.papers.urls")),
    path("checklists/", include("yinqiao.areas.checklists.urls")),
    path("dues/", include("yinqiao.areas.dues.urls")),
    path("reconciliation/", include("yinqiao.areas.reconciliation.urls")),
    path("funds/", include("yinqiao.areas.funds.urls")),
    path("benefits/", include("yinqiao.areas.benefits.urls")),
    path("archives/", include("yinqiao.areas.archives.urls")),
    path("assets/", include("yinqiao.areas.assets.urls")),
    path("party/", include("yinqiao.areas.party.urls")),
    path("branches/", include("yinqiao.areas.branches.urls")),
    path("party-life/", include("yinqiao.areas.party_life.urls")),
    path("routine/", include("yinqiao.areas.routine.urls")),
    path("other-city/", include("yinqiao.areas.othercity.urls")),
    path("opening/", include("yinqiao.areas.opening.urls")),
    # What concerns people lies under one address, whichever room answers.
    path("people/", include("yinqiao.areas.retirees.urls")),
    path("people/", include("yinqiao.areas.contacts.urls")),
    path("people/", include("yinqiao.areas.ledger.urls")),
    path("people/", include("yinqiao.areas.datarights.urls")),
    path("people/archives/", include("yinqiao.areas.separation.urls")),
    path("digitised/", include("yinqiao.areas.digitised.urls")),
    path("scan-texts/", include("yinqiao.areas.scan_texts.urls")),
    path("people/gaps/", include("yinqiao.areas.completeness.urls")),
    path("people/lost/", include("yinqiao.areas.lost_contact.urls")),
    path("people/certification/", include("yinqiao.areas.certification.urls")),
    path("people/duties/", include("yinqiao.areas.duties.urls")),
    path("people/rounds/", include("yinqiao.areas.rounds.urls")),
    path("authorisations/", include("yinqiao.areas.authorisations.urls")),
    path("ratings/", include("yinqiao.areas.ratings.urls")),
    path("activities/", include("yinqiao.areas.activities.urls")),
    path("services/reimbursement/", include("yinqiao.areas.reimbursement.urls")),
    path("services/pension-relation/", include("yinqiao.areas.pension_relation.urls")),
    path("services/items/", include("yinqiao.areas.service_items.urls")),
    path("services/", include("yinqiao.areas.applications.urls")),
    path("cases/", include("yinqiao.areas.cases.urls")),
    path("certificates/", include("yinqiao.areas.certificates.urls")),
    path("letters/", include("yinqiao.areas.letters.urls")),
    path("people/aid/", include("yinqiao.areas.aid.urls")),
    path("public/relief/", include("yinqiao.areas.aid.urls.public")),
    path("people/bereavement/", include("yinqiao.areas.bereavement.urls")),
    path("people/effects/", include("yinqiao.areas.effects.urls")),
    path("sandboxes/", include("yinqiao.areas.sandbox.urls")),
    path("rules/", include("yinqiao.areas.local_rules.urls")),
    path("calendar/", include("yinqiao.areas.office_calendar.urls")),
    path("department/", include("yinqiao.areas.departments.urls")),
    path("people/duplicates/", include("yinqiao.areas.duplicates.urls")),
    path("exchange/", include("yinqiao.areas.exchange.urls")),
    path("inward/", include("yinqiao.areas.intake.urls")),
    path("dropbox/", include("yinqiao.areas.dropbox.urls")),
    path("hub/", include("yinqiao.areas.hub.urls")),
    path("insight/", include("yinqiao.areas.insight.urls")),
    # What retirees see of themselves: a sign-in and a session of its own, known under this address alone.
    path("my/", include("yinqiao.areas.portal.urls")),
    path("my/party/", include("yinqiao.areas.party_life.urls.own")),
    path("my/dues/", include("yinqiao.areas.dues.urls.own")),
    path("my/", include("yinqiao.shell.portal.urls")),
    path("my/certificates/", include("yinqiao.areas.certificates.urls.own")),
    path("my/activities/", include("yinqiao.areas.activities.urls.own")),
    path("my/certify/", include("yinqiao.areas.certification.urls.own")),
    path("my/invoices/", include("yinqiao.areas.reimbursement.urls.own")),
    path("my/pension/", include("yinqiao.areas.pension_relation.urls.own")),
    # Whoever holds a certificate asks whether it holds: without sign-in.
    path("verify/", include("yinqiao.areas.certificates.urls.verify")),
    path("stand-in/openid/", include("yinqiao.platform.openid.urls")),
    path("api/v1/", include("yinqiao.shell.machine.urls")),
    path("", include("yinqiao.shell.urls")),
]

handler400 = "yinqiao.shell.errors.bad_request"
handler403 = "yinqiao.shell.errors.forbidden"
handler404 = "yinqiao.shell.errors.not_found"
handler500 = "yinqiao.shell.errors.server_error"
# Asked for by the sign-in library when one address asks too often.
handler429 = "yinqiao.areas.accounts.views.entrance.too_many"
