"""Acts on missing facts: ask the enterprise, answer, take an answer or another source's value over."""

from yinqiao.areas.completeness.services.asking import answer_request, ask_enterprise
from yinqiao.areas.completeness.services.comparing import find_shared_phones
from yinqiao.areas.completeness.services.forgetting import forget_people
from yinqiao.areas.completeness.services.keys import ENCRYPTED
from yinqiao.areas.completeness.services.taking import settle_request, take_suggestion

__all__ = [
    "ENCRYPTED",
    "answer_request",
    "ask_enterprise",
    "find_shared_phones",
    "forget_people",
    "settle_request",
    "take_suggestion",
]
