"""Addresses of the room of the opening load."""

from django.urls import path

from yinqiao.areas.opening.views import comparing, loading, mapping, paper, rows, runs

app_name = "opening"
_RUN = "<uuid:run_id>/"
urlpatterns = [
    path("", runs.runs, name="runs"),
    path("upload/", runs.upload, name="upload"),
    path("template/", runs.template, name="template"),
    path("mapping/", mapping.mappings, name="mappings"),
    path("mapping/<uuid:mapping_id>/", mapping.mapping, name="mapping"),
    path("daily/", comparing.differences, name="differences"),
    path("daily/begin/", comparing.begin, name="begin_period"),
    path("daily/upload/", comparing.upload, name="upload_daily"),
    path("daily/days/", comparing.days, name="days"),
    path("daily/explain/", comparing.explain, name="explain_differences"),
    path("daily/close/", comparing.close, name="close_period"),
    path("rows/", rows.rows, name="rows"),
    path("rows/explain/", rows.explain, name="explain"),
    path("rows/take-back/", rows.take_back, name="take_back"),
    path(_RUN, runs.run, name="run"),
    path(f"{_RUN}columns/", runs.columns, name="columns"),
    path(f"{_RUN}again/", runs.again, name="again"),
    path(f"{_RUN}throw-away/", runs.throw_away, name="throw_away"),
    path(f"{_RUN}propose/", loading.propose, name="propose"),
    path(f"{_RUN}send-back/", loading.send_back, name="send_back"),
    path(f"{_RUN}confirm/", loading.confirm, name="confirm"),
    path(f"{_RUN}undo/", loading.undo, name="undo"),
    path(f"{_RUN}figures/", paper.figures, name="figures"),
    path(f"{_RUN}paper/", paper.paper, name="paper"),
]
