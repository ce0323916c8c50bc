"""What happens on the way from an enterprise to a community."""

from yinqiao.kernel.event_type import EventType

ROSTER_UPLOADED = EventType("handover.roster_uploaded", "上传名册", is_shared=True)
ROSTER_CHECKED = EventType("handover.roster_checked", "完成名册检查", is_shared=True)
BATCH_SUBMITTED = EventType("handover.batch_submitted", "提交名册", is_shared=True)
BATCH_UNDONE = EventType("handover.batch_undone", "撤回批次", is_shared=True)
PERSON_OFFERED = EventType("handover.person_offered", "移交社区，等待接收", is_shared=True)
PERSON_PASSED_ON = EventType("handover.person_passed_on", "原社区转出", is_parting=True)
PERSON_ACCEPTED = EventType("handover.person_accepted", "社区接收", is_shared=True)
PERSON_RETURNED = EventType("handover.person_returned", "社区退回", is_shared=True)
PERSON_OFFERED_AGAIN = EventType("handover.person_offered_again", "答复后再次移交", is_shared=True)
PERSON_ROUTED = EventType("handover.person_routed", "人工分派社区", is_shared=True)
OFFER_WITHDRAWN = EventType("handover.offer_withdrawn", "撤回移交", is_shared=True)
OFFER_RISEN = EventType("handover.offer_risen", "逾期未答复，上报上级", is_shared=True)
FIRST_CONTACT_MADE = EventType("handover.first_contact_made", "首次联系，发放联系卡", is_shared=True)
