"""What happens to a request about personal data."""

from yinqiao.kernel.event_type import EventType

DATA_REQUESTED = EventType("retirees.data_requested", "提出个人信息请求")
DATA_ANSWERED = EventType("retirees.data_answered", "答复个人信息请求")
