"""Reads of volunteers, tasks, parts and hours; each states its scope."""

from yinqiao.areas.volunteers.queries.tasks import (
    count_to_confirm,
    get_part,
    get_task,
    hours_rule,
    is_full,
    list_own_parts,
    list_own_tasks,
    list_parts,
    list_records,
    list_tasks,
    list_to_confirm,
)
from yinqiao.areas.volunteers.queries.volunteers import (
    get_own,
    get_volunteer,
    hours_to_certify,
    list_of_person,
    list_parts_of_person,
    list_proposals,
    list_volunteers,
    minutes_of,
)
from yinqiao.areas.volunteers.rules import in_hours

__all__ = [
    "count_to_confirm", "get_own", "get_part", "get_task", "get_volunteer", "hours_rule", "hours_to_certify",
    "in_hours", "is_full",
    "list_of_person", "list_own_parts", "list_own_tasks", "list_parts", "list_parts_of_person", "list_proposals",
    "list_records", "list_tasks", "list_to_confirm", "list_volunteers", "minutes_of",
]  # fmt: skip
