"""Rules of the register: who may do what with a person in which state, which dates are possible."""

from yinqiao.areas.retirees.rules.acts import ACTS, WORDS_AT_HAND, may_act
from yinqiao.areas.retirees.rules.dates import check_death, check_past_day
from yinqiao.areas.retirees.rules.fields import CLEARABLE, CORRECTABLE, read_values

__all__ = [
    "ACTS",
    "CLEARABLE",
    "CORRECTABLE",
    "WORDS_AT_HAND",
    "check_death",
    "check_past_day",
    "may_act",
    "read_values",
]
