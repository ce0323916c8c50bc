"""Acts of the room of organisations."""

from yinqiao.areas.organisations.services.divisions import load_divisions
from yinqiao.areas.organisations.services.enterprises import register_enterprises
from yinqiao.areas.organisations.services.succession import dissolve_enterprise, rename_enterprise, restore_enterprise

__all__ = [
    "dissolve_enterprise",
    "load_divisions",
    "register_enterprises",
    "rename_enterprise",
    "restore_enterprise",
]
