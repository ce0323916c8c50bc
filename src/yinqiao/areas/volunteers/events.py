"""What happens to volunteers; no enterprise and no programme of another office reads it."""

from yinqiao.kernel.event_type import EventType

SIGNED_UP = EventType("volunteers.signed_up", "登记为志愿者", is_withheld=True)
TOOK = EventType("volunteers.took", "接志愿服务任务", is_withheld=True)
CONFIRMED = EventType("volunteers.confirmed", "确认志愿服务时长", is_withheld=True)
ENDED = EventType("volunteers.ended", "志愿服务结束", is_withheld=True)
