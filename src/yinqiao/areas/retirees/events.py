"""What happens to a person of the register."""

from yinqiao.platform.events.registry import event_type

REGISTERED = event_type("retirees.registered", "登记入册", is_shared=True)
DETAILS_CORRECTED = event_type("retirees.details_corrected", "更正信息")
DEATH_RECORDED = event_type("retirees.death_recorded", "死亡登记", is_shared=True)
DEATH_WITHDRAWN = event_type("retirees.death_withdrawn", "撤销死亡登记", is_shared=True)
MOVE_RECORDED = event_type("retirees.move_recorded", "迁居登记")
NOTE_ADDED = event_type("retirees.note_added", "添加备注")
VISIT_NOTED = event_type("retirees.visit_noted", "走访记录")
CALL_NOTED = event_type("retirees.call_noted", "电话联系")
PEOPLE_MERGED = event_type("retirees.people_merged", "合并登记")
PEOPLE_SPLIT = event_type("retirees.people_split", "撤销合并")
REGISTRATION_UNDONE = event_type("retirees.registration_undone", "撤销登记", is_shared=True)
