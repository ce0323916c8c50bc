"""Acts on lists: taken in, checked, corrected, annotated, put away; the frame of their submission and of its undo."""

from yinqiao.areas.lists.services.annotating import annotate_batch, renew_annotated_copy
from yinqiao.areas.lists.services.batches import (
    add_findings,
    correct_header,
    discard_batch,
    place_header,
    recheck,
    take_in_list,
    upload_list,
)
from yinqiao.areas.lists.services.checking import check_batch
from yinqiao.areas.lists.services.retention import retention_of_rows
from yinqiao.areas.lists.services.taking_over import OldList, take_over_list
from yinqiao.areas.lists.services.working import (
    begin_submission,
    begin_undo,
    finish_submission,
    finish_undo,
    stop_work,
    work_on,
)

__all__ = [
    "OldList",
    "add_findings",
    "annotate_batch",
    "begin_submission",
    "begin_undo",
    "check_batch",
    "correct_header",
    "discard_batch",
    "finish_submission",
    "finish_undo",
    "place_header",
    "recheck",
    "renew_annotated_copy",
    "retention_of_rows",
    "stop_work",
    "take_in_list",
    "take_over_list",
    "upload_list",
    "work_on",
]
