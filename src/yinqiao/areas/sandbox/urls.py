"""Addresses of 试用对接, under /sandboxes/."""

from django.urls import path

from yinqiao.areas.sandbox.views import acts, pages

app_name = "sandbox"
urlpatterns = [
    path("", pages.sandboxes, name="sandboxes"),
    path("new/", acts.new_sandbox, name="new"),
    path("<slug:no>/", pages.sandbox, name="sandbox"),
    path("<slug:no>/messages/<uuid:message_id>/", pages.message, name="message"),
    path("<slug:no>/messages/<uuid:message_id>/again/", acts.again, name="again"),
    path("<slug:no>/messages/<uuid:message_id>/decide/<slug:step>/", acts.decide, name="decide"),
    path("<slug:no>/key/", acts.key, name="key"),
    path("<slug:no>/step/<slug:step>/", acts.step, name="step"),
]
