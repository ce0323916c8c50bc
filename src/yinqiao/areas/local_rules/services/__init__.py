"""Acts on the city's own rules: propose, approve or send back, take back before the day."""

from yinqiao.areas.local_rules.services.deciding import decide_version, withdraw_version
from yinqiao.areas.local_rules.services.proposing import propose_version

__all__ = ["decide_version", "propose_version", "withdraw_version"]
