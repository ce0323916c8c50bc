"""Addresses of the room of agreements."""

from django.urls import path

from yinqiao.areas.agreements.views import delivering, drafting, ending, pages, steps

app_name = "agreements"
_ONE = "<uuid:agreement_id>/"
urlpatterns = [
    path("", pages.agreements, name="agreements"),
    path("new/", drafting.draft, name="draft"),
    path(_ONE, pages.agreement, name="agreement"),
    path(f"{_ONE}versions/", pages.versions, name="versions"),
    path(f"{_ONE}text/", pages.text, name="text"),
    path(f"{_ONE}scan/", pages.scan, name="scan"),
    path(f"{_ONE}save/", drafting.save, name="save"),
    path(f"{_ONE}supplement/", drafting.supplement, name="supplement"),
    path(f"{_ONE}propose/", steps.propose, name="propose"),
    path(f"{_ONE}take-back/", steps.take_back, name="take_back"),
    path(f"{_ONE}agree/", steps.agree, name="agree"),
    path(f"{_ONE}send-back/", steps.send_back, name="send_back"),
    path(f"{_ONE}sign/", steps.sign, name="sign"),
    path(f"{_ONE}file/", steps.file, name="file"),
    path(f"{_ONE}link/", delivering.link, name="link"),
    path(f"{_ONE}unlink/", delivering.unlink, name="unlink"),
    path(f"{_ONE}close/", ending.close, name="close"),
    path(f"{_ONE}end/", ending.end, name="end"),
    path(f"{_ONE}cancel/", ending.cancel, name="cancel"),
]
