"""Rules of reconciliation: what is the same money, and what the difference of two balances is made of. Pure."""

from yinqiao.areas.reconciliation.rules.explaining import explain
from yinqiao.areas.reconciliation.rules.matching import match_bank, match_wechat, state_of

FORMULAS = {"reconciliation.window": lambda parameters, given: abs(given["days_apart"]) <= parameters["days"]}

__all__ = ["FORMULAS", "explain", "match_bank", "match_wechat", "state_of"]
