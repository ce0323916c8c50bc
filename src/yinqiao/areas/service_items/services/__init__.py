"""Acts on items that a city draws up: begin, keep page by page, propose, approve or send back, take back."""

from yinqiao.areas.service_items.services.deciding import decide_version, withdraw_version
from yinqiao.areas.service_items.services.drafting import (
    begin_item,
    begin_version,
    keep_part,
    paste_text,
)
from yinqiao.areas.service_items.services.proposing import propose_version

__all__ = [
    "begin_item",
    "begin_version",
    "decide_version",
    "keep_part",
    "paste_text",
    "propose_version",
    "withdraw_version",
]
