"""Addresses of the room of democratic reviews."""

from django.urls import path

from yinqiao.areas.party_reviews.views import reviews, steps

app_name = "party_reviews"
_REVIEW = "<uuid:review_id>/"
urlpatterns = [
    path("", reviews.reviews, name="reviews"),
    path("new/", reviews.open_review, name="open"),
    path(_REVIEW, reviews.review, name="review"),
    path(f"{_REVIEW}notes/", steps.notes, name="notes"),
    path(f"{_REVIEW}count/", steps.count, name="count"),
    path(f"{_REVIEW}confirm/", steps.confirm, name="confirm"),
    path(f"{_REVIEW}conclude/", steps.conclude, name="conclude"),
    path(f"{_REVIEW}approve/", steps.approve, name="approve"),
    path(f"{_REVIEW}send-back/", steps.send_back, name="send_back"),
]
