"""Acts on party organisations: listed, linked to rosters, offered, taken back, returned, walked step by step, put right."""

from yinqiao.areas.branches.services.facts import reveal_contact
from yinqiao.areas.branches.services.linking import link_branch, link_new_branches, unlink_branch
from yinqiao.areas.branches.services.listing import (
    change_organisation,
    drop_organisation,
    list_from_rosters,
    list_lines,
    list_organisation,
    restore_organisation,
)
from yinqiao.areas.branches.services.offering import (
    offer_organisations,
    return_organisations,
    withdraw_organisations,
)
from yinqiao.areas.branches.services.taking_over import take_over_organisations
from yinqiao.areas.branches.services.walking import correct_step, record_step

__all__ = [
    "change_organisation",
    "correct_step",
    "drop_organisation",
    "link_branch",
    "link_new_branches",
    "list_from_rosters",
    "list_lines",
    "list_organisation",
    "offer_organisations",
    "record_step",
    "restore_organisation",
    "return_organisations",
    "reveal_contact",
    "take_over_organisations",
    "unlink_branch",
    "withdraw_organisations",
]
