"""Addresses of the room of archives."""

from django.urls import include, path

from yinqiao.areas.archives.types import CATALOGUE
from yinqiao.areas.archives.views import absences, archives, catalogues, reception
from yinqiao.areas.lists.urls import pages_of

app_name = "archives"
_BATCH, _ONE = "catalogues/<uuid:batch_id>/", "reception/<uuid:catalogue_id>/"
urlpatterns = [
    path("", archives.archives, name="archives"),
    path("catalogues/", include(pages_of(CATALOGUE))),
    path(f"{_BATCH}rows/", catalogues.rows, name="rows"),
    path(f"{_BATCH}submit/", catalogues.submit, name="submit"),
    path(f"{_BATCH}undo/", catalogues.undo, name="undo"),
    path("reception/", reception.receptions, name="receptions"),
    path(_ONE, reception.reception, name="reception"),
    path(f"{_ONE}scan/", reception.scan, name="scan"),
    path(f"{_ONE}codes/", reception.codes, name="codes"),
    path(f"{_ONE}finish/", reception.finish, name="finish"),
    path(f"{_ONE}paper/", archives.paper, name="paper"),
    path("absence/state/", absences.state, name="absence_state"),
    path("absence/take-back/", absences.take_back, name="absence_take_back"),
    path("absence/agree/", absences.agree, name="absence_agree"),
    path("absence/refuse/", absences.refuse, name="absence_refuse"),
    path("absence/reopen/", absences.reopen, name="absence_reopen"),
    path("damage/<uuid:archive_id>/", reception.damage, name="damage"),
    path("extra/<uuid:scan_id>/drop/", reception.drop, name="drop"),
]
