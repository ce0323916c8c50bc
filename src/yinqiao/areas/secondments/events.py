"""What happens to key communities and secondments: where and of which enterprise; never of whom they look after."""

from yinqiao.kernel.event_type import EventType

COMMUNITY_OPENED = EventType("secondments.community_opened", "设为企业型重点社区", is_withheld=True)
COMMUNITY_CLOSED = EventType("secondments.community_closed", "不再是企业型重点社区", is_withheld=True)
OFFICER_SECONDED = EventType("secondments.officer_seconded", "选派人员到社区", is_withheld=True)
SECONDMENT_PROLONGED = EventType("secondments.secondment_prolonged", "选派延期", is_withheld=True)
SECONDMENT_ENDED = EventType("secondments.secondment_ended", "选派结束", is_withheld=True)
PROPOSED = EventType("secondments.proposed", "企业提出选派建议", is_withheld=True)
PROPOSAL_ANSWERED = EventType("secondments.proposal_answered", "答复选派建议", is_withheld=True)
