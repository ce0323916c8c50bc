"""Acts on missing facts: ask the enterprise, answer, take an answer or another source's value over."""

from yinqiao.areas.completeness.services.asking import answer_request, ask_enterprise
from yinqiao.areas.completeness.services.comparing import find_shared_phones
from yinqiao.areas.completeness.services.following import close_supplied
from yinqiao.areas.completeness.services.forgetting import forget_people
from yinqiao.areas.completeness.services.keys import ENCRYPTED
from yinqiao.areas.completeness.services.retention import REQUESTS
from yinqiao.areas.completeness.services.taking import settle_request, take_suggestion

__all__ = [
    "ENCRYPTED",
    "REQUESTS",
    "answer_request",
    "ask_enterprise",
    "close_supplied",
    "find_shared_phones",
    "forget_people",
    "settle_request",
    "take_suggestion",
]
