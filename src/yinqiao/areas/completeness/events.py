"""What happens to questions about missing facts. They may tell of a party relation: no enterprise's timeline has them,
and no overseer's.
"""

from yinqiao.kernel.event_type import EventType

ASKED = EventType("completeness.asked", "请企业补充信息", is_withheld=True)
ANSWERED = EventType("completeness.answered", "企业答复补充信息", is_withheld=True)
SETTLED = EventType("completeness.settled", "处理企业的补充答复", is_withheld=True)
