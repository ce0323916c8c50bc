"""Acts on outcomes: told to the person, on paper, in the portal or by telephone."""

from yinqiao.areas.case_results.services.retention import ENCRYPTED
from yinqiao.areas.case_results.services.telling import tell

__all__ = ["ENCRYPTED", "tell"]
