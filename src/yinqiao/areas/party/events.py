"""What happens to party relations on the way from an enterprise to a place.

Of a list both sides may know; what happens to one member is neither the enterprise's timeline nor an overseer's.
"""

from yinqiao.kernel.event_type import EventType

ROSTER_UPLOADED = EventType("party.roster_uploaded", "上传党员移交名册", is_shared=True)
ROSTER_CHECKED = EventType("party.roster_checked", "完成党员移交名册检查", is_shared=True)
ROSTER_OFFERED = EventType("party.roster_offered", "提交党员移交名册", is_shared=True)
ROSTER_UNDONE = EventType("party.roster_undone", "撤回党员移交名册", is_shared=True)
# What a person's timeline tells.
OFFERED = EventType("party.offered", "移交党组织关系，等待转接", is_withheld=True)
LETTER_RECORDED = EventType("party.letter_recorded", "登记党员组织关系介绍信", is_withheld=True)
CHECKED_IN = EventType("party.checked_in", "党员报到", is_withheld=True)
RECEIVED = EventType("party.received", "党组织关系已接收", is_withheld=True)
RETURNED = EventType("party.returned", "党组织关系退回", is_withheld=True)
CHANGE_TOLD = EventType("party.change_told", "组织部门告知党员变动", is_withheld=True)
CHANGE_TAKEN_BACK = EventType("party.change_taken_back", "组织部门撤回党员变动", is_withheld=True)
WITHDRAWN = EventType("party.withdrawn", "撤回党组织关系移交", is_withheld=True)
