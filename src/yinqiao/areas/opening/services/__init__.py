"""Acts of the opening load."""

from yinqiao.areas.opening.services.comparing import begin_period, close_period, explain_differences
from yinqiao.areas.opening.services.deciding import begin_undo, confirm_load, propose_load, send_back
from yinqiao.areas.opening.services.explaining import explain_rows, take_explanations_back
from yinqiao.areas.opening.services.loading import load_run
from yinqiao.areas.opening.services.mapping import exclude_old_name, map_old_name
from yinqiao.areas.opening.services.rehearsing import check_run
from yinqiao.areas.opening.services.runs import correct_columns, rehearse_again, stop_work, throw_away, upload_table
from yinqiao.areas.opening.services.undoing import undo_run

__all__ = [
    "begin_period",
    "begin_undo",
    "check_run",
    "close_period",
    "confirm_load",
    "correct_columns",
    "exclude_old_name",
    "explain_differences",
    "explain_rows",
    "load_run",
    "map_old_name",
    "propose_load",
    "rehearse_again",
    "send_back",
    "stop_work",
    "take_explanations_back",
    "throw_away",
    "undo_run",
    "upload_table",
]
