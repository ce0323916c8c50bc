"""What happens to places."""

from yinqiao.platform.events.registry import event_type

DIVISIONS_LOADED = event_type("organisations.divisions_loaded", "更新行政区划")
PLACE_MERGED = event_type("organisations.place_merged", "社区合并")
PLACE_RENAMED = event_type("organisations.place_renamed", "区划更名")
