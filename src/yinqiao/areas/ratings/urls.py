"""Addresses of ratings, under /ratings/."""

from django.urls import path

from yinqiao.areas.ratings.views import ratings

app_name = "ratings"
urlpatterns = [
    path("", ratings.ratings, name="ratings"),
    path("cases/<uuid:case_id>/note/", ratings.note, name="note"),
    path("matters/<uuid:person_id>/note/", ratings.note_matter, name="note_matter"),
    path("wishes/<uuid:request_id>/note/", ratings.note_wish, name="note_wish"),
    path("<uuid:rating_id>/", ratings.rating, name="rating"),
    path("<uuid:rating_id>/close/", ratings.close, name="close"),
]
