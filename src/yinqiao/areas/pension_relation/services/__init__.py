"""What holds for the pension relation whichever way somebody applies: what nobody may apply for is refused."""

from yinqiao.areas.pension_relation.services.deciding import OFFICE
from yinqiao.areas.pension_relation.services.gates import MAY_CORRECT, MAY_TRANSFER

__all__ = ["MAY_CORRECT", "MAY_TRANSFER", "OFFICE"]
