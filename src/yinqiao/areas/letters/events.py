"""What happens about letters. They may rest on a party relation or a search: no programme and no overseer is told."""

from yinqiao.kernel.event_type import EventType

SENT = EventType("letters.sent", "去函查询", is_withheld=True)
ANSWERED = EventType("letters.answered", "去函得到答复", is_withheld=True)
VOIDED = EventType("letters.voided", "去函作废", is_withheld=True)
