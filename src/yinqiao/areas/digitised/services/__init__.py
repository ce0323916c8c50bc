"""Acts of digitised archives."""

from yinqiao.areas.digitised.services.catalogue import add_item, correct_item
from yinqiao.areas.digitised.services.checking import check_scan, give_scan_up
from yinqiao.areas.digitised.services.fixity import check_fixity, sweep_blocks
from yinqiao.areas.digitised.services.sampling import draw_sample, judge_scan
from yinqiao.areas.digitised.services.unpacking import unpack_package
from yinqiao.areas.digitised.services.uploading import begin_upload, drop_upload, open_batch, take_block

__all__ = [
    "add_item",
    "begin_upload",
    "check_fixity",
    "check_scan",
    "correct_item",
    "draw_sample",
    "drop_upload",
    "give_scan_up",
    "judge_scan",
    "open_batch",
    "sweep_blocks",
    "take_block",
    "unpack_package",
]
