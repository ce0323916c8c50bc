"""Addresses of letters, under /letters/."""

from django.urls import path

from yinqiao.areas.letters.views import letters, people, replies

app_name = "letters"
urlpatterns = [
    path("", letters.letters, name="letters"),
    path("people/", people.candidates, name="candidates"),
    path("send/", people.send, name="send"),
    path("people/<uuid:retiree_id>/", letters.of_person, name="of_person"),
    path("<uuid:letter_id>/", letters.letter, name="letter"),
    path("<uuid:letter_id>/reply/", replies.reply, name="reply"),
    path("<uuid:letter_id>/void/", letters.void, name="void"),
    path("scans/<uuid:asked_id>/", replies.scan, name="scan"),
]
