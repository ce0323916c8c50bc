"""What happens about certificates from the record: between person, community and keeper, no programme is told."""

from yinqiao.kernel.event_type import EventType

ASKED = EventType("archive_certificates.asked", "申请档案证明", is_withheld=True)
ANSWERED = EventType("archive_certificates.answered", "答复档案证明申请", is_withheld=True)
