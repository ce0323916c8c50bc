"""What is done about follow-ups. They may rest on a party relation: no programme and no overseer is told.

Of a possible overpayment there is no event at all: whoever sees a person reads the person's events, and this is the
pension agency's alone. That one is opened is read from its row.
"""

from yinqiao.kernel.event_type import EventType

SETTLED = EventType("effects.settled", "后续事项办结", is_withheld=True)
TAKEN_BACK = EventType("effects.taken_back", "后续事项恢复待办", is_withheld=True)
