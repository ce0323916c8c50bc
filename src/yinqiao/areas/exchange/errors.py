"""What the room of the exchange refuses."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict


def feed_began_anew() -> Conflict:
    """A reader of the feed goes on from a place that this sequence does not have: the register was restored since."""
    return Conflict(
        "exchange.feed_began_anew",
        "事件序列已重新开始：系统恢复过备份，您保存的位置不再有效。",
        next_step="请从 after=0 重新读取，以事件编号 id 去重，并保存新的 epoch。",
    )
