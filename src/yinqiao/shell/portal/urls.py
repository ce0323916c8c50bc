"""Addresses of the portal's pages; those of its entrance are the room's."""

from django.urls import path

from yinqiao.shell.portal import (
    applying,
    archive,
    archive_certificates,
    asking,
    authorising,
    cases,
    mourning,
    rating,
    views,
)

app_name = "my"

urlpatterns = [
    path("", views.home, name="home"),
    path("certification/", views.certification, name="certification"),
    path("community/", views.community, name="community"),
    path("record/", views.record, name="record"),
    path("benefits/", views.benefits, name="benefits"),
    path("seen/", views.seen, name="seen"),
    path("archive/", archive.archive, name="archive"),
    path("archive/certificates/", archive_certificates.certificates, name="archive_certificates"),
    path("archive/<uuid:archive_id>/certificates/<slug:code>/", archive_certificates.ask, name="archive_certificate"),
    path("archive/<uuid:archive_id>/", archive.ask, name="archive_ask"),
    path("archive/pages/<uuid:page_id>/", archive.page, name="archive_page"),
    path("requests/", views.requests, name="requests"),
    path("requests/<uuid:request_id>/rate/", rating.rate_wish, name="rate_wish"),
    path("matters/<uuid:case_id>/rate/", rating.rate_matter, name="rate_matter"),
    path("apply/", applying.offers, name="offers"),
    path("after-a-death/", mourning.after_a_death, name="after_a_death"),
    path("apply/<slug:code>/", applying.item, name="item"),
    path("apply/<slug:code>/page/<slug:step>/", applying.page, name="page"),
    path("apply/<slug:code>/send/", applying.send, name="send"),
    path("apply/<slug:code>/drop/", applying.drop, name="drop"),
    path("cases/<uuid:case_id>/", cases.case, name="case"),
    path("cases/<uuid:case_id>/rate/", rating.rate, name="rate"),
    path("cases/<uuid:case_id>/supply/", cases.supply, name="supply"),
    path("cases/<uuid:case_id>/withdraw/", cases.withdraw, name="withdraw"),
    path("proxies/", authorising.proxies, name="proxies"),
    path("proxies/new/", authorising.authorise, name="authorise"),
    path("proxies/<uuid:authorisation_id>/end/", authorising.unauthorise, name="unauthorise"),
    path("ask/<slug:what>/", asking.ask, name="ask"),
]
