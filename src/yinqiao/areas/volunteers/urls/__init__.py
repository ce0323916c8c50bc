"""Addresses of volunteers and tasks, under /volunteers/."""

from django.urls import path

from yinqiao.areas.volunteers.views import hours, person, tasks

app_name = "volunteers"
urlpatterns = [
    path("", tasks.tasks, name="tasks"),
    path("tasks/new/", tasks.new_task, name="new_task"),
    path("tasks/<uuid:task_id>/", tasks.task, name="task"),
    path("tasks/<uuid:task_id>/cancel/", tasks.cancel, name="cancel"),
    path("tasks/<uuid:task_id>/take/<uuid:volunteer_id>/", tasks.take, name="take"),
    path("people/", person.volunteers, name="volunteers"),
    path("people/<uuid:retiree_id>/", person.of_person, name="of_person"),
    path("people/<uuid:retiree_id>/sign-up/", person.sign_up, name="sign_up"),
    path("people/<uuid:retiree_id>/training/", person.train, name="train"),
    path("people/<uuid:retiree_id>/leave/", person.leave, name="leave"),
    path("records/", hours.records, name="records"),
    path("records/<uuid:part_id>/", hours.confirm, name="confirm"),
    path("records/<uuid:part_id>/withdraw/", hours.withdraw, name="withdraw"),
]
