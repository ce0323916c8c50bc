"""What happens about certification. None of it is the enterprise's to read."""

from yinqiao.kernel.event_type import EventType

CERTIFIED = EventType("certification.certified", "资格认证")
UNDONE = EventType("certification.undone", "撤销认证记录")
DUE = EventType("certification.due", "资格认证临近到期")
OVERDUE = EventType("certification.overdue", "资格认证逾期")
REMINDED = EventType("certification.reminded", "提醒资格认证")
VISIT_PLANNED = EventType("certification.visit_planned", "安排上门认证")
VISIT_DROPPED = EventType("certification.visit_dropped", "取消上门认证安排")
SUSPENDED = EventType("certification.suspended", "人社部门告知：养老金暂停发放")
RESUMED = EventType("certification.resumed", "人社部门告知：养老金恢复发放")
ENDED = EventType("certification.ended", "资格认证终止")
CONTINUED = EventType("certification.continued", "资格认证继续")
SENT = EventType("certification.sent", "报送认证结果")
RECEIPT_NOTED = EventType("certification.receipt_noted", "登记认证结果回执")
