"""What happens about certificates: between the person and the offices, no programme is told."""

from yinqiao.kernel.event_type import EventType

ISSUED = EventType("certificates.issued", "开具证明", is_withheld=True)
REVOKED = EventType("certificates.revoked", "撤销证明", is_withheld=True)
