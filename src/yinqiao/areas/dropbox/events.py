"""What happens to files of other offices. Each line that told something is an event of the person by itself."""

from yinqiao.kernel.event_type import EventType

UPLOADED = EventType("dropbox.uploaded", "上传报送文件", is_quiet=True)
CHECKED = EventType("dropbox.checked", "完成报送文件检查", is_quiet=True)
TAKEN = EventType("dropbox.taken", "办理报送文件", is_quiet=True)
WITHDRAWN = EventType("dropbox.withdrawn", "撤回报送文件", is_quiet=True)
