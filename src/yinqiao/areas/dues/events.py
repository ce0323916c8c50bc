"""What happens to dues. Nobody who oversees learns who is a member."""

from yinqiao.kernel.event_type import EventType

CHARGED = EventType("dues.charged", "计收党费", is_withheld=True)
BASE_TOLD = EventType("dues.base_told", "核定党费", is_withheld=True)
PROPOSED = EventType("dues.proposed", "提请减免党费或停收", is_withheld=True)
DECIDED = EventType("dues.decided", "答复党费减免或停收", is_withheld=True)
LIFTED = EventType("dues.lifted", "恢复计收党费", is_withheld=True)
PAID = EventType("dues.paid", "交纳党费", is_withheld=True)
REVERSED = EventType("dues.reversed", "冲正党费收款", is_withheld=True)
MOVED = EventType("dues.moved", "划转党费", is_withheld=True)
REFUND_PROPOSED = EventType("dues.refund_proposed", "提请退还党费", is_withheld=True)
REFUND_DECIDED = EventType("dues.refund_decided", "复核党费退款", is_withheld=True)
REFUNDED = EventType("dues.refunded", "退还党费", is_withheld=True)
UNMOVED = EventType("dues.unmoved", "冲正党费划转", is_withheld=True)
