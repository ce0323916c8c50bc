"""Acts of the pension relation: what human resources tell moves a case on; what nobody may apply for is refused."""

from yinqiao.areas.pension_relation.services.gates import MAY_CORRECT, MAY_TRANSFER
from yinqiao.areas.pension_relation.services.telling import apply_told

__all__ = ["MAY_CORRECT", "MAY_TRANSFER", "apply_told"]
