"""What happens in a branch. Nobody who oversees learns who is a member."""

from yinqiao.kernel.event_type import EventType

PLACED = EventType("party_life.placed", "编入党支部", is_withheld=True)
POSTED = EventType("party_life.posted", "调整支部职务和党小组", is_withheld=True)
LEFT = EventType("party_life.left", "不再列入党支部", is_withheld=True)
