"""What happens to places."""

from yinqiao.kernel.event_type import EventType

DIVISIONS_LOADED = EventType("organisations.divisions_loaded", "更新行政区划")
PLACE_MERGED = EventType("organisations.place_merged", "社区合并")
PLACE_RENAMED = EventType("organisations.place_renamed", "区划更名")
