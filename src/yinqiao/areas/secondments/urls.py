"""Addresses of 企业型重点社区, under /secondments/."""

from django.urls import path

from yinqiao.areas.secondments.views import communities, officers, own, proposals, theirs

app_name = "secondments"
urlpatterns = [
    path("", communities.communities, name="communities"),
    path("new/", communities.new, name="new"),
    path("communities/<uuid:community_id>/", communities.community, name="community"),
    path("communities/<uuid:community_id>/close/", communities.close, name="close"),
    path("communities/<uuid:community_id>/second/", officers.second, name="second"),
    path("officers/", officers.officers, name="officers"),
    path("officers/<uuid:secondment_id>/", officers.officer, name="officer"),
    path("officers/<uuid:secondment_id>/prolong/", officers.prolong, name="prolong"),
    path("officers/<uuid:secondment_id>/end/", officers.end, name="end"),
    path("officers/<uuid:secondment_id>/handover/", officers.handover, name="handover"),
    path("open/", officers.passed, name="passed"),
    path("open/<uuid:deed_id>/close/", officers.close_passed, name="close_passed"),
    path("theirs/", theirs.their_officers, name="their_officers"),
    path("theirs/propose/", theirs.propose_second, name="propose_second"),
    path("theirs/<uuid:secondment_id>/", theirs.theirs, name="theirs"),
    path("theirs/<uuid:secondment_id>/propose/<slug:kind>/", theirs.propose_change, name="propose_change"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<uuid:proposal_id>/", proposals.proposal, name="proposal"),
    path("proposals/<uuid:proposal_id>/withdraw/", proposals.withdraw_proposal, name="withdraw_proposal"),
    path("proposals/<uuid:proposal_id>/decline/", proposals.decline_proposal, name="decline_proposal"),
    path("proposals/<uuid:proposal_id>/confirm/", proposals.confirm_change, name="confirm_change"),
    path("proposals/<uuid:proposal_id>/second/", proposals.confirm_second, name="confirm_second"),
    path("people/", own.people, name="people"),
    path("people/<uuid:retiree_id>/", own.person, name="person"),
    path("people/<uuid:retiree_id>/note/", own.note, name="note"),
    path("people/<uuid:retiree_id>/phone/", own.phone, name="phone"),
    path("own/", own.own_open, name="own_open"),
    path("own/<uuid:deed_id>/close/", own.close_own, name="close_own"),
]
