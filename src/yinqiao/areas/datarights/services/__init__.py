"""Acts of the rights of a person over the own data, and values shown in full with a purpose."""

from yinqiao.areas.datarights.services.requests import (
    ENCRYPTED,
    answer_data_request,
    ask_own_data,
    open_data_request,
    reveal_copy,
)
from yinqiao.areas.datarights.services.reveals import reveal, reveal_note

__all__ = [
    "ENCRYPTED",
    "answer_data_request",
    "ask_own_data",
    "open_data_request",
    "reveal",
    "reveal_copy",
    "reveal_note",
]
