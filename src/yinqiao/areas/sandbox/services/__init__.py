"""Acts of 试用对接: open one, give another key, send again, decide, clear, end."""

from yinqiao.areas.sandbox.services.opening import end_lapsed, end_sandbox, open_sandbox, renew_key
from yinqiao.areas.sandbox.services.trying import clear_sandbox, decide, tell_again

__all__ = ["clear_sandbox", "decide", "end_lapsed", "end_sandbox", "open_sandbox", "renew_key", "tell_again"]
