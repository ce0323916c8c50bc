"""Addresses of the room of assets."""

from django.urls import include, path

from yinqiao.areas.assets.types import ASSET_LIST
from yinqiao.areas.assets.views import asset, assets, lists, working
from yinqiao.areas.lists.urls import pages_of

app_name = "assets"
_BATCH, _ONE = "lists/<uuid:batch_id>/", "<uuid:asset_id>/"
urlpatterns = [
    path("", assets.assets, name="assets"),
    path("figures/", assets.figures, name="figures"),
    path("lists/", include(pages_of(ASSET_LIST))),
    path(f"{_BATCH}rows/", lists.rows, name="rows"),
    path(f"{_BATCH}submit/", lists.submit, name="submit"),
    path(f"{_BATCH}undo/", lists.undo, name="undo"),
    path(f"{_BATCH}paper/", lists.paper, name="paper"),
    path(_ONE, asset.asset, name="asset"),
    path(f"{_ONE}survey/", working.survey, name="survey"),
    path(f"{_ONE}return/", working.send_back, name="send_back"),
    path(f"{_ONE}step/", working.step, name="step"),
    path(f"{_ONE}path/", working.propose, name="propose"),
    path(f"{_ONE}path/answer/", working.answer, name="answer"),
    path("steps/<uuid:step_id>/correct/", working.correct, name="correct"),
]
