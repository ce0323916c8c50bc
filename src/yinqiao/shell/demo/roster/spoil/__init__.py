"""Plants mistakes into roster cells and says what a checker must find. Shares no code with the checker: the point is
a second opinion, so the check digit, the dates and the words are worked out here anew.
"""

from yinqiao.shell.demo.roster.spoil.draft import ANSWER_SCHEMA, ANY_CODE, Draft
from yinqiao.shell.demo.roster.spoil.kinds import KINDS, spoil

__all__ = ["ANSWER_SCHEMA", "ANY_CODE", "KINDS", "Draft", "spoil"]
