"""What happens about hardship and visits due: no enterprise, no overseer and no programme of another office reads it."""

from yinqiao.kernel.event_type import EventType

HARDSHIP_RECOGNISED = EventType("aid.hardship_recognised", "困难状况认定", is_withheld=True)
HARDSHIP_ENDED = EventType("aid.hardship_ended", "困难状况终止", is_withheld=True)
HARDSHIP_WITHDRAWN = EventType("aid.hardship_withdrawn", "来源撤回困难状况认定", is_withheld=True)
HARDSHIP_RESUMED = EventType("aid.hardship_resumed", "困难状况恢复", is_withheld=True)
VISIT_DUE = EventType("aid.visit_due", "列入应走访", is_withheld=True)
VISITED = EventType("aid.visited", "应走访已走访", is_withheld=True)
VISIT_DROPPED = EventType("aid.visit_dropped", "应走访撤销", is_withheld=True)
STOPPED = EventType("aid.stopped", "本人去世，困难状况和应走访停止", is_withheld=True)
WENT_ON = EventType("aid.went_on", "困难状况和应走访恢复", is_withheld=True)
CONSENT_GIVEN = EventType("aid.consent_given", "本人同意接收健康类走访提示", is_withheld=True)
CONSENT_WITHDRAWN = EventType("aid.consent_withdrawn", "本人撤回健康类走访提示的同意", is_withheld=True)
RELIEF_PROPOSED = EventType("aid.relief_proposed", "提示可以申请困难帮扶", is_withheld=True)
RELIEF_APPLIED = EventType("aid.relief_applied", "申请困难帮扶", is_withheld=True)
RELIEF_CHECKED = EventType("aid.relief_checked", "家庭经济状况核对", is_withheld=True)
RELIEF_SUBMITTED = EventType("aid.relief_submitted", "街道提出救助意见", is_withheld=True)
RELIEF_DECIDED = EventType("aid.relief_decided", "民政部门决定救助申请", is_withheld=True)
RELIEF_PAID = EventType("aid.relief_paid", "救助金发放", is_withheld=True)
RELIEF_REVIEWED = EventType("aid.relief_reviewed", "救助复核", is_withheld=True)
RELIEF_CLOSED = EventType("aid.relief_closed", "困难帮扶结束", is_withheld=True)
