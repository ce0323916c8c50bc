"""Acts of the full text."""

from yinqiao.areas.scan_texts.services.reading import ENCRYPTED, JOB, fail_next, halt, read_next, resume, start

__all__ = ["ENCRYPTED", "JOB", "fail_next", "halt", "read_next", "resume", "start"]
