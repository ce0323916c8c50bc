"""Acts of digitised archives."""

from yinqiao.areas.digitised.services.catalogue import add_item, correct_item
from yinqiao.areas.digitised.services.certifying import certify_extract, give_certificate_up, make_certificate
from yinqiao.areas.digitised.services.checking import check_scan, give_scan_up
from yinqiao.areas.digitised.services.extracts import answer_extract, ask_extract, ask_extract_for, see_own_page
from yinqiao.areas.digitised.services.fixity import check_fixity, sweep_blocks
from yinqiao.areas.digitised.services.lending import lend_original, take_back_original
from yinqiao.areas.digitised.services.reading import (
    answer_lookup,
    ask_lookup,
    confirm_present,
    end_lookup,
    see_page,
    see_sample,
)
from yinqiao.areas.digitised.services.retention import ENCRYPTED, EXTRACTS, LOANS, LOOKUPS
from yinqiao.areas.digitised.services.sampling import draw_sample, judge_scan
from yinqiao.areas.digitised.services.unpacking import unpack_package
from yinqiao.areas.digitised.services.uploading import begin_upload, drop_upload, open_batch, take_blocks

__all__ = [
    "ENCRYPTED", "EXTRACTS", "LOANS", "LOOKUPS", "add_item", "answer_extract", "answer_lookup", "ask_extract",
    "ask_extract_for",
    "ask_lookup", "begin_upload", "certify_extract", "check_fixity", "check_scan", "confirm_present", "correct_item",
    "draw_sample", "drop_upload", "end_lookup", "give_certificate_up", "give_scan_up", "judge_scan", "lend_original",
    "make_certificate", "open_batch", "see_own_page", "see_page", "see_sample", "sweep_blocks", "take_back_original",
    "take_blocks", "unpack_package",
]  # fmt: skip
