"""What happens about lost contact. Where somebody lives and cannot be reached is no enterprise's to read.

It may rest on a party relation: overseers read none of it.
"""

from yinqiao.kernel.event_type import EventType

TRIED = EventType("lost_contact.tried", "尝试联系", is_withheld=True)
ATTEMPT_VOIDED = EventType("lost_contact.attempt_voided", "联系记录作废", is_withheld=True)
DECLARED = EventType("lost_contact.declared", "认定失联", is_withheld=True)
FOUND = EventType("lost_contact.found", "失联人员找回", is_withheld=True)
SEARCHED = EventType("lost_contact.searched", "查找失联人员", is_withheld=True)
SEARCH_VOIDED = EventType("lost_contact.search_voided", "查找记录作废", is_withheld=True)
WITHDRAWN = EventType("lost_contact.withdrawn", "撤销失联认定", is_withheld=True)
CLOSED = EventType("lost_contact.closed", "本人去世，停止查找", is_withheld=True)
REOPENED = EventType("lost_contact.reopened", "失联认定恢复", is_withheld=True)
