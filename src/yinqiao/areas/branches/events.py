"""What happens to party organisations on the way from an enterprise to a place: both sides read it, overseers do not."""

from yinqiao.kernel.event_type import EventType

LISTED = EventType("branches.listed", "列入移交党组织", is_shared=True, is_withheld=True)
CHANGED = EventType("branches.changed", "修改党组织情况", is_shared=True, is_withheld=True)
DROPPED = EventType("branches.dropped", "作废党组织登记", is_shared=True, is_withheld=True)
RESTORED = EventType("branches.restored", "恢复党组织登记", is_shared=True, is_withheld=True)
OFFERED = EventType("branches.offered", "提交党组织移交", is_shared=True, is_withheld=True)
WITHDRAWN = EventType("branches.withdrawn", "撤回党组织移交", is_shared=True, is_withheld=True)
RETURNED = EventType("branches.returned", "退回党组织移交", is_shared=True, is_withheld=True)
STEP_RECORDED = EventType("branches.step_recorded", "登记党组织移交步骤", is_shared=True, is_withheld=True)
STEP_CORRECTED = EventType("branches.step_corrected", "更正党组织移交步骤", is_shared=True, is_withheld=True)
