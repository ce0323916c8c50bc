"""What an enterprise told of a person's benefits: its own, the community's; no programme of another office reads it."""

from yinqiao.kernel.event_type import EventType

TOLD = EventType("benefits.told", "企业告知保留待遇", is_shared=True, is_withheld=True)
ENDED = EventType("benefits.ended", "企业告知保留待遇停止", is_shared=True, is_withheld=True)
WITHDRAWN = EventType("benefits.withdrawn", "企业撤回保留待遇的告知", is_shared=True, is_withheld=True)
RESUMED = EventType("benefits.resumed", "企业撤回停止，保留待遇恢复", is_shared=True, is_withheld=True)
END_PROPOSED = EventType("benefits.end_proposed", "保留待遇按协议截止，待企业确认", is_shared=True, is_withheld=True)
END_NOT_PROPOSED = EventType("benefits.end_not_proposed", "保留待遇不再提请截止", is_shared=True, is_withheld=True)
