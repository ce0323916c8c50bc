"""What is decided about a pair; a merge and its undoing are events of the register, which does them."""

from yinqiao.kernel.event_type import EventType

FOUND_DISTINCT = EventType("retirees.found_distinct", "判定为不同的人")
