"""Acts on files that offices send in: upload, check, taking in, withdrawal; what a file's lines may tell besides."""

from yinqiao.areas.dropbox.services.annotating import annotate_file
from yinqiao.areas.dropbox.services.checking import check_file
from yinqiao.areas.dropbox.services.files import (
    MAX_BYTES,
    check_again,
    correct_columns,
    discard_file,
    stop_work,
    upload_file,
)
from yinqiao.areas.dropbox.services.living import INWARD_ALIVE
from yinqiao.areas.dropbox.services.retention import ENCRYPTED, LINES
from yinqiao.areas.dropbox.services.taking import LIST_KIND, begin_taking, take_in
from yinqiao.areas.dropbox.services.withdrawing import begin_withdrawal, withdraw_file

__all__ = [
    "ENCRYPTED",
    "INWARD_ALIVE",
    "LINES",
    "LIST_KIND",
    "MAX_BYTES",
    "annotate_file",
    "begin_taking",
    "begin_withdrawal",
    "check_again",
    "check_file",
    "correct_columns",
    "discard_file",
    "stop_work",
    "take_in",
    "upload_file",
    "withdraw_file",
]
