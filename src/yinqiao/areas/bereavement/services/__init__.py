"""Acts after a death: its file is opened, settled item by item, withdrawn with it; visits of condolence are noted."""

from yinqiao.areas.bereavement.services.condoling import note_condolence
from yinqiao.areas.bereavement.services.opening import assign_items, forget_people, open_files, withdraw_files
from yinqiao.areas.bereavement.services.passing import give_pass
from yinqiao.areas.bereavement.services.recounting import CLOCKS, recount_items
from yinqiao.areas.bereavement.services.retention import FILES
from yinqiao.areas.bereavement.services.settling import reopen_item, settle_item

__all__ = [
    "CLOCKS",
    "FILES",
    "assign_items",
    "forget_people",
    "give_pass",
    "note_condolence",
    "open_files",
    "recount_items",
    "reopen_item",
    "settle_item",
    "withdraw_files",
]
