"""What happens to statements. Nobody who oversees learns who is a member."""

from yinqiao.kernel.event_type import EventType

TAKEN = EventType("reconciliation.taken", "上传对账单", is_withheld=True)
SETTLED = EventType("reconciliation.settled", "处理对账差异", is_withheld=True)
REMOVED = EventType("reconciliation.removed", "撤销对账单", is_withheld=True)
