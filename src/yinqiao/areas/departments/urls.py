"""Addresses of 部门报送, under /department/."""

from django.urls import path

from yinqiao.areas.departments.views import acts, pages, words

app_name = "departments"
urlpatterns = [
    path("", pages.messages, name="messages"),
    path("tell/", acts.tell, name="tell"),
    path("health/", pages.health, name="health"),
    path("explanations/", words.answers, name="answers"),
    path("explanations/<uuid:explanation_id>/paper/", words.paper, name="paper"),
    path("<uuid:message_id>/explain/", words.explain, name="explain"),
    path("<uuid:message_id>/", pages.message, name="message"),
    path("<uuid:message_id>/take-back/", acts.take_back, name="take_back"),
]
