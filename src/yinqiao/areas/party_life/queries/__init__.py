"""Reads of party life: branches and what is amiss, what is owed and held, members, meetings, the own."""

from yinqiao.areas.party_life.queries.apart import (
    apart_filters,
    get_errand,
    list_apart,
    list_errands,
    list_own_errands,
    whereabouts_of,
)
from yinqiao.areas.party_life.queries.branches import (
    branch_filters,
    count_branches,
    findings_of,
    get_branch,
    get_member,
    list_branches,
    list_continuable,
    list_members,
    list_owed,
    list_unplaced,
    owed_of,
    rule_of,
    secretary_of,
    shape_of,
)
from yinqiao.areas.party_life.queries.honours import (
    count_condolence,
    get_honour,
    list_honours,
    list_honours_of,
    list_medals,
    list_own_honours,
)
from yinqiao.areas.party_life.queries.meetings import (
    count_meetings,
    excuses,
    find_own,
    get_meeting,
    get_own_branch,
    list_additions,
    list_attended,
    list_lives,
    list_meetings,
    list_own,
    list_roll,
    meeting_filters,
    minutes_of,
)

__all__ = [
    "apart_filters", "branch_filters", "count_branches", "count_condolence", "count_meetings", "excuses", "find_own",
    "findings_of", "get_branch", "get_errand", "get_honour", "get_meeting", "get_member", "get_own_branch",
    "list_additions", "list_apart", "list_attended", "list_branches", "list_continuable", "list_errands",
    "list_honours", "list_honours_of", "list_lives", "list_medals", "list_meetings", "list_members", "list_owed",
    "list_own", "list_own_errands", "list_own_honours", "list_roll", "list_unplaced", "meeting_filters", "minutes_of",
    "owed_of", "rule_of", "secretary_of", "shape_of", "whereabouts_of",
]  # fmt: skip
