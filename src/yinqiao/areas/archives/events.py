"""What happens to archives on the way from an enterprise to a place; both sides may know of it."""

from yinqiao.kernel.event_type import EventType

CATALOGUE_UPLOADED = EventType("archives.catalogue_uploaded", "上传档案目录", is_shared=True)
CATALOGUE_CHECKED = EventType("archives.catalogue_checked", "完成档案目录检查", is_shared=True)
CATALOGUE_OFFERED = EventType("archives.catalogue_offered", "提交档案目录", is_shared=True)
CATALOGUE_UNDONE = EventType("archives.catalogue_undone", "撤回档案目录", is_shared=True)
RECEPTION_BEGUN = EventType("archives.reception_begun", "开始清点档案", is_shared=True)
RECEPTION_FINISHED = EventType("archives.reception_finished", "完成档案清点", is_shared=True)
# What a person's timeline tells.
OFFERED = EventType("archives.offered", "移交人事档案，等待清点", is_shared=True)
WITHDRAWN = EventType("archives.withdrawn", "撤回人事档案移交", is_shared=True)
RECEIVED = EventType("archives.received", "人事档案已接收", is_shared=True)
MISSING = EventType("archives.missing", "人事档案清点时缺少", is_shared=True)
EXPLAINED = EventType("archives.explained", "双方确认没有这卷人事档案", is_shared=True)
# What both sides say to each other before that: the archive stays where it stands.
ABSENCE_STATED = EventType("archives.absence_stated", "企业说明没有这卷人事档案", is_shared=True)
ABSENCE_TAKEN_BACK = EventType("archives.absence_taken_back", "企业收回无卷说明", is_shared=True)
ABSENCE_REFUSED = EventType("archives.absence_refused", "接收单位不同意无卷说明", is_shared=True)
LINKED = EventType("archives.linked", "人事档案已对应到本人", is_shared=True)
UNLINKED = EventType("archives.unlinked", "人事档案撤销与本人的对应", is_shared=True)
