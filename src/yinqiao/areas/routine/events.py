"""What happens to lists of retiring people, and to those people until a place is offered them."""

from yinqiao.kernel.event_type import EventType

LIST_UPLOADED = EventType("routine.list_uploaded", "上传即将退休人员名单", is_shared=True)
LIST_CHECKED = EventType("routine.list_checked", "完成即将退休人员名单检查", is_shared=True)
LIST_SUBMITTED = EventType("routine.list_submitted", "提交即将退休人员名单", is_shared=True)
LIST_UNDONE = EventType("routine.list_undone", "撤回即将退休人员名单", is_shared=True)
CONFIRMED = EventType("routine.confirmed", "确认已办理退休", is_shared=True)
UNCONFIRMED = EventType("routine.unconfirmed", "取消退休确认", is_shared=True)
POSTPONED = EventType("routine.postponed", "延后退休", is_shared=True)
WITHDRAWN = EventType("routine.withdrawn", "不再移交", is_shared=True)
LISTED = EventType("routine.listed", "生成常态化移交名册", is_shared=True)
HANDED_OVER = EventType("routine.handed_over", "随名册移交", is_shared=True)
BROUGHT_BACK = EventType("routine.brought_back", "退出名册，恢复待移交", is_shared=True)
ACCEPTED = EventType("routine.accepted", "常态化移交人员已由社区接收", is_shared=True)
RISEN = EventType("routine.risen", "常态化移交逾期，上报上级", is_shared=True)
