"""What happens about cases that several offices solve. Complaints are between the person and the offices: no programme is told."""

from yinqiao.kernel.event_type import EventType

OPENED = EventType("cases.opened", "提出联动事项", is_withheld=True)
CLOSED = EventType("cases.closed", "联动事项办结", is_withheld=True)
REOPENED = EventType("cases.reopened", "联动事项重新办理", is_withheld=True)
