"""Acts on checklists."""

from yinqiao.areas.checklists.services.preparing import follow_proposals, prepare_checklist
from yinqiao.areas.checklists.services.stepping import (
    assign_item,
    confirm_item,
    reopen_item,
    report_item,
    send_item_back,
    take_report_back,
    waive_item,
)

__all__ = [
    "assign_item",
    "confirm_item",
    "follow_proposals",
    "prepare_checklist",
    "reopen_item",
    "report_item",
    "send_item_back",
    "take_report_back",
    "waive_item",
]
