"""Addresses of the room, under /people/. The person page itself is drawn by the shell."""

from django.urls import path

from yinqiao.areas.retirees.views import person_acts

app_name = "retirees"

urlpatterns = [
    path("<uuid:retiree_id>/correct/<slug:part>/", person_acts.correct, name="correct"),
    path("<uuid:retiree_id>/death/", person_acts.death, name="death"),
    path("<uuid:retiree_id>/death/withdraw/", person_acts.withdraw_death, name="withdraw_death"),
    path("<uuid:retiree_id>/former-name/", person_acts.former_name, name="former_name"),
    path("<uuid:retiree_id>/move/", person_acts.move, name="move"),
    path("<uuid:retiree_id>/note/", person_acts.note, name="note"),
]
