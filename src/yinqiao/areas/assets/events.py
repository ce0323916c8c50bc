"""What happens to assets on the way from an enterprise to a place; both sides may know of it."""

from yinqiao.kernel.event_type import EventType

LIST_UPLOADED = EventType("assets.list_uploaded", "上传移交资产清单", is_shared=True)
LIST_CHECKED = EventType("assets.list_checked", "完成资产清单检查", is_shared=True)
LIST_OFFERED = EventType("assets.list_offered", "提交移交资产清单", is_shared=True)
LIST_UNDONE = EventType("assets.list_undone", "撤回移交资产清单", is_shared=True)
# What happens to one asset.
OFFERED = EventType("assets.offered", "移交资产，等待现场核实", is_shared=True)
WITHDRAWN = EventType("assets.withdrawn", "撤回资产移交", is_shared=True)
SURVEYED = EventType("assets.surveyed", "现场核实资产", is_shared=True)
RETURNED = EventType("assets.returned", "退回资产", is_shared=True)
STEP_RECORDED = EventType("assets.step_recorded", "登记资产移交步骤", is_shared=True)
STEP_CORRECTED = EventType("assets.step_corrected", "更正资产移交步骤", is_shared=True)
PATH_PROPOSED = EventType("assets.path_proposed", "提议更改移交方式", is_shared=True)
PATH_CHANGED = EventType("assets.path_changed", "更改移交方式", is_shared=True)
PATH_DECLINED = EventType("assets.path_declined", "不同意更改移交方式", is_shared=True)
SETTLED = EventType("assets.settled", "资产移交办结", is_shared=True)
