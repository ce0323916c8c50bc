"""Addresses of the room of the monthly handover."""

from django.urls import include, path

from yinqiao.areas.lists.urls import pages_of
from yinqiao.areas.routine.types import RETIRING
from yinqiao.areas.routine.views import figures, lists, people, steps

app_name = "routine"
_BATCH, _ONE = "lists/<uuid:batch_id>/", "people/<uuid:expected_id>/"
urlpatterns = [
    path("", people.people, name="people"),
    path("confirm/", steps.confirm, name="confirm"),
    path("hand-over/", steps.hand_over, name="hand_over"),
    path("letters/", steps.letters, name="letters"),
    path("figures/", figures.figures, name="figures"),
    path(_ONE, people.person, name="person"),
    path(f"{_ONE}unconfirm/", steps.unconfirm, name="unconfirm"),
    path(f"{_ONE}postpone/", steps.postpone, name="postpone"),
    path(f"{_ONE}withdraw/", steps.withdraw, name="withdraw"),
    path("lists/", include(pages_of(RETIRING))),
    path(f"{_BATCH}rows/", lists.rows, name="rows"),
    path(f"{_BATCH}submit/", lists.submit, name="submit"),
    path(f"{_BATCH}undo/", lists.undo, name="undo"),
]
