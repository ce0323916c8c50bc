"""Acts on archives: a catalogue offered and taken back, archives counted, marked, received, linked."""

from yinqiao.areas.archives.services.absences import (
    agree_absence,
    refuse_absence,
    reopen_absence,
    state_absence,
    take_back_absence,
)
from yinqiao.areas.archives.services.counting import scan_codes
from yinqiao.areas.archives.services.leaving import pass_to_city, take_from_city
from yinqiao.areas.archives.services.linking import (
    clear_links,
    follow_merge,
    follow_split,
    link_archive,
    link_corrected,
    link_known,
    link_registered,
    link_submitted,
    unlink_archive,
)
from yinqiao.areas.archives.services.offering import begin_offer, submit_batch, undo_batch
from yinqiao.areas.archives.services.receiving import drop_extra, finish_reception, mark_damage, scan_code
from yinqiao.areas.archives.services.taking_over import take_over_archives

__all__ = [
    "agree_absence",
    "begin_offer",
    "clear_links",
    "drop_extra",
    "finish_reception",
    "follow_merge",
    "follow_split",
    "link_archive",
    "link_corrected",
    "link_known",
    "link_registered",
    "link_submitted",
    "mark_damage",
    "pass_to_city",
    "refuse_absence",
    "reopen_absence",
    "scan_code",
    "scan_codes",
    "state_absence",
    "submit_batch",
    "take_back_absence",
    "take_from_city",
    "take_over_archives",
    "undo_batch",
    "unlink_archive",
]
