"""Acts of letters: sent with a number and a list, answered with a scan, voided."""

from yinqiao.areas.letters.services.answering import record_reply
from yinqiao.areas.letters.services.retention import LETTERS
from yinqiao.areas.letters.services.sending import forget_people, send_letter, void_letter

__all__ = ["LETTERS", "forget_people", "record_reply", "send_letter", "void_letter"]
