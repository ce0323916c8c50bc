"""What happens to orders of the hotline. Complaints are between the person and the offices: no programme is told."""

from yinqiao.kernel.event_type import EventType

TAKEN_IN = EventType("hotline.taken_in", "导入12345工单", is_withheld=True)
ANSWERED = EventType("hotline.answered", "答复12345工单", is_withheld=True)
FLAGGED = EventType("hotline.flagged", "发现集中反映", is_withheld=True)
