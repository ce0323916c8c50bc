"""Addresses of 变动经过 and 后续事项, under /people/effects/."""

from django.urls import path

from yinqiao.areas.effects.views import chains, followups

app_name = "effects"
urlpatterns = [
    path("", followups.followups, name="followups"),
    path("followups/<uuid:followup_id>/", followups.followup, name="followup"),
    path("followups/<uuid:followup_id>/reopen/", followups.reopen, name="reopen"),
    path("messages/<uuid:message_id>/", chains.message, name="message"),
    path("<uuid:retiree_id>/", chains.person, name="person"),
]
