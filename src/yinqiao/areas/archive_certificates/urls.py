"""Addresses of certificates from the record, under /archive-certificates/."""

from django.urls import path

from yinqiao.areas.archive_certificates.views import attestations

app_name = "archive_certificates"
_ONE = "<uuid:attestation_id>/"
urlpatterns = [
    path("", attestations.attestations, name="attestations"),
    path("by-letter/<uuid:archive_id>/", attestations.by_letter, name="by_letter"),
    path(_ONE, attestations.attestation, name="attestation"),
    path(f"{_ONE}draft/", attestations.draft, name="draft"),
    path(f"{_ONE}issue/", attestations.issue, name="issue"),
    path(f"{_ONE}send-back/", attestations.send_back, name="send_back"),
    path(f"{_ONE}refuse/", attestations.refuse, name="refuse"),
]
