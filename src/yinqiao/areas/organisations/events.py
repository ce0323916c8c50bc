"""What happens to places and enterprises."""

from yinqiao.kernel.event_type import EventType

DIVISIONS_LOADED = EventType("organisations.divisions_loaded", "更新行政区划")
PLACE_MERGED = EventType("organisations.place_merged", "社区合并")
PLACE_RENAMED = EventType("organisations.place_renamed", "区划更名")
ENTERPRISE_RENAMED = EventType("organisations.enterprise_renamed", "企业更名", is_shared=True)
ENTERPRISE_DISSOLVED = EventType("organisations.enterprise_dissolved", "企业注销，指定承继单位", is_shared=True)
ENTERPRISE_RESTORED = EventType("organisations.enterprise_restored", "撤销企业注销登记", is_shared=True)
