"""What happens about outcomes; between the person and the offices: no programme is told."""

from yinqiao.kernel.event_type import EventType

TOLD = EventType("case_results.told", "告知联动事项办理结果", is_withheld=True)
