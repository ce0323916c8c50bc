"""Acts of survivor benefits: what human resources decide ends a case; what the rule does not cover is refused."""

from yinqiao.areas.survivors.services.deciding import apply_decisions
from yinqiao.areas.survivors.services.gates import COVERED

__all__ = ["COVERED", "apply_decisions"]
