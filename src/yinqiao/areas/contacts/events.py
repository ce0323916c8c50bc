"""What happens to the contact persons of a retiree."""

from yinqiao.kernel.event_type import EventType

CONTACT_ADDED = EventType("retirees.contact_added", "登记联系人")
CONTACT_CHANGED = EventType("retirees.contact_changed", "修改联系人")
CONTACT_REMOVED = EventType("retirees.contact_removed", "移除联系人")
