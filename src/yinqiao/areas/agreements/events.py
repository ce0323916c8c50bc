"""What happens to an agreement. As long as it is a draft that was never proposed, the other side learns nothing of it."""

from yinqiao.kernel.event_type import EventType

DRAFTED = EventType("agreements.drafted", "起草协议", is_shared=True)
VERSION_SAVED = EventType("agreements.version_saved", "修改协议内容", is_shared=True)
PROPOSED = EventType("agreements.proposed", "提请对方答复", is_shared=True)
TAKEN_BACK = EventType("agreements.taken_back", "收回修改", is_shared=True)
AGREED = EventType("agreements.agreed", "同意，双方议定", is_shared=True)
SENT_BACK = EventType("agreements.sent_back", "退回修改", is_shared=True)
SIGNED = EventType("agreements.signed", "签署协议", is_shared=True)
FILED = EventType("agreements.filed", "协议备案", is_shared=True)
BATCH_LINKED = EventType("agreements.batch_linked", "关联移交批次", is_shared=True)
BATCH_UNLINKED = EventType("agreements.batch_unlinked", "解除批次关联", is_shared=True)
CLOSED = EventType("agreements.closed", "协议办结", is_shared=True)
ENDED = EventType("agreements.ended", "协议中途终止", is_shared=True)
CANCELLED = EventType("agreements.cancelled", "撤销协议", is_shared=True)
