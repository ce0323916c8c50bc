"""Addresses of digitised archives, under /digitised/."""

from django.urls import path

from yinqiao.areas.digitised.views import archives, batches, extracts, lookups, uploads

app_name = "digitised"
_ARCHIVE, _BATCH, _SCAN = "archives/<uuid:archive_id>/", "batches/<uuid:batch_id>/", "scans/<uuid:scan_id>/"
_LOOKUP, _PAGE = "lookups/<uuid:lookup_id>/", "<uuid:scan_id>/"
urlpatterns = [
    path("", archives.archives, name="archives"),
    path(_ARCHIVE, archives.archive, name="archive"),
    path(f"{_ARCHIVE}items/", archives.add_item, name="add_item"),
    path(f"{_ARCHIVE}ask/", lookups.ask, name="ask"),
    path(f"{_ARCHIVE}lend/", extracts.lend, name="lend"),
    path("items/<uuid:item_id>/", archives.correct_item, name="correct_item"),
    path("batches/", batches.batches, name="batches"),
    path("hurt/", batches.hurt, name="hurt"),
    path("batches/new/", batches.new_batch, name="new_batch"),
    path(_BATCH, batches.batch, name="batch"),
    path(f"{_BATCH}files/", uploads.announce, name="announce"),
    path(f"{_BATCH}plain/", uploads.plain, name="plain"),
    path(f"{_BATCH}draw/", batches.draw, name="draw"),
    path(f"{_BATCH}sample/", batches.sample, name="sample"),
    path(f"{_SCAN}blocks/", uploads.block, name="block"),
    path(f"{_SCAN}drop/", uploads.drop, name="drop"),
    path(f"{_SCAN}judge/", batches.judge, name="judge"),
    path(f"{_SCAN}judge/picture/", batches.sample_page, name="sample_page"),
    path("lookups/", lookups.lookups, name="lookups"),
    path(_LOOKUP, lookups.lookup, name="lookup"),
    path(f"{_LOOKUP}answer/", lookups.answer, name="answer"),
    path(f"{_LOOKUP}confirm/", lookups.confirm, name="confirm"),
    path(f"{_LOOKUP}end/", lookups.end, name="end"),
    path(f"{_LOOKUP}pages/{_PAGE}", lookups.page, name="page"),
    path(f"{_LOOKUP}pictures/{_PAGE}", lookups.picture, name="picture"),
    path("extracts/", extracts.extracts, name="extracts"),
    path("extracts/<uuid:extract_id>/", extracts.answer, name="extract"),
    path("extracts/<uuid:extract_id>/certify/", extracts.certify, name="certify"),
    path("loans/", extracts.loans, name="loans"),
    path("loans/<uuid:loan_id>/", extracts.take_back, name="take_back"),
]
