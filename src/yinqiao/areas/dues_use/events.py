"""What happens to dues for use; no programme is told."""

from yinqiao.kernel.event_type import EventType

NOTED = EventType("dues_use.noted", "登记党费使用", is_withheld=True)
REVERSED = EventType("dues_use.reversed", "冲正党费使用", is_withheld=True)
