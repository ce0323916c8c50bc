"""What happens about ratings; no programme is told."""

from yinqiao.kernel.event_type import EventType

RATED = EventType("ratings.rated", "评价办件", is_withheld=True)
FOLLOWED = EventType("ratings.followed", "差评回访", is_withheld=True)
