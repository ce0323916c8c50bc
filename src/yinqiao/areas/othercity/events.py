"""What happens to people and packages between two cities; the enterprise of old is not told where somebody lives."""

from yinqiao.kernel.event_type import EventType

KEYS_REGISTERED = EventType("othercity.keys_registered", "登记外市公钥")
KEYS_CONFIRMED = EventType("othercity.keys_confirmed", "确认外市公钥")
KEYS_REVOKED = EventType("othercity.keys_revoked", "停用外市公钥")
# What a person's timeline tells.
OFFERED = EventType("othercity.offered", "异地移交已发出，等待对方城市答复")
ACCEPTED = EventType("othercity.accepted", "对方城市已接收，转出本市")
RETURNED = EventType("othercity.returned", "对方城市退回异地移交")
WITHDRAWN = EventType("othercity.withdrawn", "撤回异地移交")
OVERTAKEN = EventType("othercity.overtaken", "情况有变，异地移交停止")
ARRIVED = EventType("othercity.arrived", "自外市转入，已答复接收")
# Of a package that came in: whom it brings nobody of our register is yet.
RECEIVED = EventType("othercity.received", "收到外市移交包")
RECALLED = EventType("othercity.recalled", "外市撤回移交")
SENT_BACK = EventType("othercity.sent_back", "答复外市退回")
