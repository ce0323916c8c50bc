"""Addresses of 外来信息, under /inward/."""

from django.urls import path

from yinqiao.areas.intake.views import disputes, entering, messages, sources

app_name = "intake"
urlpatterns = [
    path("", disputes.disputes, name="disputes"),
    path("<uuid:case_id>/", disputes.dispute, name="dispute"),
    path("sources/messages/", messages.messages, name="messages"),
    path("sources/messages/<uuid:message_id>/", messages.message, name="message"),
    path("sources/messages/<uuid:message_id>/scan/", messages.scan, name="scan"),
    path("sources/", sources.sources, name="sources"),
    path("sources/new/", sources.new_source, name="new_source"),
    path("sources/<uuid:source_id>/", sources.source, name="source"),
    path("sources/<uuid:source_id>/key/", sources.key, name="key"),
    path("sources/<uuid:source_id>/state/", sources.state, name="state"),
    path("sources/<uuid:source_id>/release/", sources.release, name="release"),
    path("sources/<uuid:source_id>/letter/", entering.letter, name="letter"),
]
