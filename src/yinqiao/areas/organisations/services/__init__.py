"""Acts of the room of organisations."""

from yinqiao.areas.organisations.services.divisions import load_divisions
from yinqiao.areas.organisations.services.enterprises import register_enterprises

__all__ = ["load_divisions", "register_enterprises"]
