"""What happens to a checklist: to the whole of it, and to each item."""

from yinqiao.kernel.event_type import EventType

PREPARED = EventType("checklists.prepared", "生成或更新移交准备清单", is_shared=True)
REPORTED = EventType("checklists.reported", "报告准备事项已就绪", is_shared=True)
TAKEN_BACK = EventType("checklists.taken_back", "收回准备事项报告", is_shared=True)
ASSIGNED = EventType("checklists.assigned", "修改准备事项责任人和期限", is_shared=True)
CONFIRMED = EventType("checklists.confirmed", "确认准备事项就绪", is_shared=True)
SENT_BACK = EventType("checklists.sent_back", "退回准备事项", is_shared=True)
WAIVED = EventType("checklists.waived", "确认准备事项不适用", is_shared=True)
REOPENED = EventType("checklists.reopened", "准备事项重新准备", is_shared=True)
