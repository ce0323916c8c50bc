"""Acts on archives: a catalogue offered and taken back, archives counted, marked and received."""

from yinqiao.areas.archives.services.offering import begin_offer, submit_batch, undo_batch
from yinqiao.areas.archives.services.receiving import drop_extra, finish_reception, mark_damage, scan_code

__all__ = [
    "begin_offer",
    "drop_extra",
    "finish_reception",
    "mark_damage",
    "scan_code",
    "submit_batch",
    "undo_batch",
]
