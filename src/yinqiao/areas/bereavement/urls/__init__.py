"""Addresses of 丧葬悼念, under /people/bereavement/."""

from django.urls import path

from yinqiao.areas.bereavement.views import family, files, person, turns

app_name = "bereavement"
urlpatterns = [
    path("", files.files, name="files"),
    path("turns/", turns.turns, name="turns"),
    path("turns/<uuid:item_id>/", turns.item, name="item"),
    path("turns/<uuid:item_id>/reopen/", turns.reopen, name="reopen"),
    path("<uuid:retiree_id>/", person.file, name="file"),
    path("<uuid:retiree_id>/notice/", person.notice, name="notice"),
    path("<uuid:retiree_id>/family/", family.give, name="family"),
    path("<uuid:retiree_id>/condole/", person.condole, name="condole"),
]
