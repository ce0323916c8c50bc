"""Acts on people and archives that are apart: look for probable pairs, decide about one, take a decision back."""

from yinqiao.areas.separation.services.deciding import link_match, part_match, undo_match
from yinqiao.areas.separation.services.searching import find_matches, forget_people

__all__ = ["find_matches", "forget_people", "link_match", "part_match", "undo_match"]
