"""Acts of party life: branches and their members, meetings from the plan to the signed minutes, the member's own sign-in."""

from yinqiao.areas.party_life.services.apart import ERRANDS, WHEREABOUTS, change_form, end_errand, plan_errand
from yinqiao.areas.party_life.services.branches import (
    BRANCHES,
    change_branch,
    change_post,
    close_branch,
    follow_members,
    found_branch,
    place_members,
)
from yinqiao.areas.party_life.services.honours import give_condolence, give_medals, take_back_honour
from yinqiao.areas.party_life.services.meetings import (
    ADDITIONS,
    MEETINGS,
    add_meeting,
    add_words,
    cancel_meeting,
    change_meeting,
    check_minutes,
    mark_roll,
    notify_meeting,
    plan_year,
    write_minutes,
)
from yinqiao.areas.party_life.services.own import follow_merge, follow_split, sign_in

__all__ = [
    "ADDITIONS", "BRANCHES", "ERRANDS", "MEETINGS", "WHEREABOUTS", "add_meeting", "add_words", "cancel_meeting",
    "change_branch", "change_form", "change_meeting", "change_post", "check_minutes", "close_branch", "end_errand",
    "follow_members", "follow_merge", "follow_split", "found_branch", "give_condolence", "give_medals", "mark_roll",
    "notify_meeting", "place_members", "plan_errand", "plan_year", "sign_in", "take_back_honour", "write_minutes",
]  # fmt: skip
