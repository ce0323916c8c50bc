"""What happens to a person of the register."""

from yinqiao.kernel.event_type import EventType

REGISTERED = EventType("retirees.registered", "登记入册", is_shared=True)
DETAILS_CORRECTED = EventType("retirees.details_corrected", "更正信息")
FORMER_NAME_REMOVED = EventType("retirees.former_name_removed", "删除曾用名")
DEATH_RECORDED = EventType("retirees.death_recorded", "死亡登记", is_shared=True)
DEATH_WITHDRAWN = EventType("retirees.death_withdrawn", "撤销死亡登记", is_shared=True)
MOVE_RECORDED = EventType("retirees.move_recorded", "迁居登记")
NOTE_ADDED = EventType("retirees.note_added", "添加备注")
VISIT_NOTED = EventType("retirees.visit_noted", "走访记录")
CALL_NOTED = EventType("retirees.call_noted", "电话联系")
PEOPLE_MERGED = EventType("retirees.people_merged", "合并登记")
PEOPLE_SPLIT = EventType("retirees.people_split", "撤销合并")
REGISTRATION_UNDONE = EventType("retirees.registration_undone", "撤销登记", is_shared=True)
CHANGE_UNDONE = EventType("retirees.change_undone", "撤回信息变更")
PLACE_CHANGED = EventType("retirees.place_changed", "所属社区变更", is_shared=True)
