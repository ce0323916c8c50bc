"""Acts on party relations: a roster offered and taken back, letters, reporting in, reception, returns."""

from yinqiao.areas.party.services.leaving import pass_to_city, take_from_city
from yinqiao.areas.party.services.letters import record_letters
from yinqiao.areas.party.services.offering import begin_offer, submit_batch, undo_batch
from yinqiao.areas.party.services.receiving import (
    accept_members,
    check_in_members,
    return_members,
    reveal_channel,
    withdraw_members,
)
from yinqiao.areas.party.services.taking_over import take_over_members
from yinqiao.areas.party.services.telling import take_back_change, tell_changes

__all__ = [
    "accept_members",
    "begin_offer",
    "check_in_members",
    "pass_to_city",
    "record_letters",
    "return_members",
    "reveal_channel",
    "submit_batch",
    "take_back_change",
    "take_from_city",
    "take_over_members",
    "tell_changes",
    "undo_batch",
    "withdraw_members",
]
