"""What happens to people's enrolments; no enterprise and no programme of another office reads it."""

from yinqiao.kernel.event_type import EventType

ENROLLED = EventType("activities.enrolled", "报名活动", is_withheld=True)
SEATED = EventType("activities.seated", "活动报名录取", is_withheld=True)
WAITS = EventType("activities.waits", "活动报名候补", is_withheld=True)
ASKED = EventType("activities.asked", "候补有名额，请答复", is_withheld=True)
ENDED = EventType("activities.ended", "活动报名结束", is_withheld=True)
