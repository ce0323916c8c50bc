"""Rules of items that a city draws up: file and editor, differences, what is wrong where, the flow of a version."""

from collections.abc import Mapping

from yinqiao.areas.service_items.rules.content import content_of, frame_of, moved, text_of, with_codes
from yinqiao.areas.service_items.rules.difference import differences
from yinqiao.areas.service_items.rules.troubles import troubles_of
from yinqiao.areas.service_items.rules.words import CHECKS, LABELS, MAY, STANDINGS, STATUSES, WHEN, in_words
from yinqiao.areas.service_items.types import VersionState

MANAGERS = ("city_manager",)

_S = VersionState
FLOW: Mapping[VersionState, Mapping[str, VersionState]] = {
    _S.DRAFT: {"propose": _S.PROPOSED, "withdraw": _S.WITHDRAWN},
    _S.RETURNED: {"propose": _S.PROPOSED, "withdraw": _S.WITHDRAWN},
    _S.PROPOSED: {"approve": _S.PUBLISHED, "return": _S.RETURNED, "withdraw": _S.WITHDRAWN},
    _S.PUBLISHED: {"withdraw": _S.WITHDRAWN},
    _S.WITHDRAWN: {},
}

__all__ = [
    "CHECKS",
    "FLOW",
    "LABELS",
    "MANAGERS",
    "MAY",
    "STANDINGS",
    "STATUSES",
    "WHEN",
    "content_of",
    "differences",
    "frame_of",
    "in_words",
    "moved",
    "text_of",
    "troubles_of",
    "with_codes",
]
