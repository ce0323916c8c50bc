"""What happens in an opening load. The event of each person is quiet: it tells the timeline and nobody else."""

from yinqiao.kernel.event_type import EventType

UPLOADED = EventType("opening.uploaded", "上传旧系统数据", is_quiet=True)
REHEARSED = EventType("opening.rehearsed", "完成入库演练", is_quiet=True)
THROWN_AWAY = EventType("opening.thrown_away", "清除入库演练", is_quiet=True)
PROPOSED = EventType("opening.proposed", "提请存量入库", is_quiet=True)
SENT_BACK = EventType("opening.sent_back", "退回存量入库提请", is_quiet=True)
LOADED = EventType("opening.loaded", "存量入库", is_quiet=True)
UNDONE = EventType("opening.undone", "撤回存量入库", is_quiet=True)
PERSON_LOADED = EventType("opening.person_loaded", "存量入库（旧系统已接收）", is_quiet=True)
COMPARED = EventType("opening.compared", "完成两个系统比对", is_quiet=True)
PERIOD_BEGUN = EventType("opening.period_begun", "开始并行比对", is_quiet=True)
PERIOD_CLOSED = EventType("opening.period_closed", "结束并行比对", is_quiet=True)
