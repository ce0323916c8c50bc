"""What happens about scans. Who reads which archive is between the archive's holder and the person: no programme is told."""

from yinqiao.kernel.event_type import EventType

SCAN_FILED = EventType("digitised.scan_filed", "扫描件挂接", is_withheld=True)
LOOKUP_APPROVED = EventType("digitised.lookup_approved", "批准查阅档案", is_withheld=True)
EXTRACT_ASKED = EventType("digitised.extract_asked", "申请档案摘录", is_withheld=True)
EXTRACT_ANSWERED = EventType("digitised.extract_answered", "答复档案摘录", is_withheld=True)
