"""What holds for survivor benefits whichever way somebody applies: what the rule does not cover is refused."""

from yinqiao.areas.survivors.services.deciding import OFFICE
from yinqiao.areas.survivors.services.gates import COVERED

__all__ = ["COVERED", "OFFICE"]
