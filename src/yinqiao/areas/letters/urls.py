"""Addresses of letters, under /letters/."""

from django.urls import path

from yinqiao.areas.letters.views import inbox, letters, people, replies

app_name = "letters"
urlpatterns = [
    path("", letters.letters, name="letters"),
    path("people/", people.candidates, name="candidates"),
    path("send/", people.send, name="send"),
    path("people/<uuid:retiree_id>/", letters.of_person, name="of_person"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<uuid:letter_id>/", inbox.addressed, name="addressed"),
    path("inbox/<uuid:letter_id>/paper/", inbox.own_paper, name="own_paper"),
    path("inbox/<uuid:letter_id>/answer/", inbox.answer, name="answer"),
    path("<uuid:letter_id>/", letters.letter, name="letter"),
    path("<uuid:letter_id>/reply/", replies.reply, name="reply"),
    path("<uuid:letter_id>/void/", letters.void, name="void"),
    path("scans/<uuid:asked_id>/", replies.scan, name="scan"),
]
