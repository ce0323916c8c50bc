"""Acts of the register: on one person, and set-based building blocks for whole rosters."""

from yinqiao.areas.retirees.services.changes import change_people, remove_people, restore_people
from yinqiao.areas.retirees.services.custody import set_places, set_status
from yinqiao.areas.retirees.services.registry import Origin, register_people

__all__ = [
    "Origin",
    "change_people",
    "register_people",
    "remove_people",
    "restore_people",
    "set_places",
    "set_status",
]
