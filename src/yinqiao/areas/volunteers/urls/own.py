"""Addresses of a person's own volunteering, under /my/volunteering/."""

from django.urls import path

from yinqiao.areas.volunteers import portal

app_name = "my_volunteers"
urlpatterns = [
    path("", portal.volunteering, name="volunteering"),
    path("join/", portal.join, name="join"),
    path("leave/", portal.leave, name="leave"),
    path("<uuid:task_id>/", portal.task, name="task"),
]
