"""Acts of letters: sent with a number and a list, answered with a scan or online, voided."""

from yinqiao.areas.letters.services.answering import answer_online, note_answers_read, record_reply, tell_search
from yinqiao.areas.letters.services.retention import LETTERS
from yinqiao.areas.letters.services.sending import forget_people, send_letter, void_letter

__all__ = [
    "LETTERS", "answer_online", "forget_people", "note_answers_read", "record_reply", "send_letter", "tell_search", "void_letter",
]  # fmt: skip
