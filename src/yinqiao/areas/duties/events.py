"""What happens about services due: no enterprise, no overseer and no programme of another office reads it.

That something is due is no event: it follows from the standard, and 300,000 rows a quarter would tell nothing else.
"""

from yinqiao.kernel.event_type import EventType

DELIVERED = EventType("duties.delivered", "服务登记", is_withheld=True)
DELIVERY_UNDONE = EventType("duties.delivery_undone", "撤销服务登记", is_withheld=True)
