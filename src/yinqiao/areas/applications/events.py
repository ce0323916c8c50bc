"""What happens about cases. What somebody asks for is between the person and the offices: no programme is told."""

from yinqiao.kernel.event_type import EventType

APPLIED = EventType("applications.applied", "申请办事", is_withheld=True)
MOVED = EventType("applications.moved", "办件进展", is_withheld=True)
DECIDED = EventType("applications.decided", "办件办结", is_withheld=True)
CLOSED = EventType("applications.closed", "办件终止或不予办理", is_withheld=True)
