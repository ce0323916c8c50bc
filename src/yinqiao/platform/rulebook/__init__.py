"""Rules as data: numbers and lists in TOML with a source, a validity and examples; formulas are pure functions.

A room's `rules.py` names the function of each rule in `FORMULAS`, so that one test runs every example. What a city sets
otherwise lies over the shipped parameters, leaf by leaf (`leaves`), and is published by the room `local_rules`.
"""

from yinqiao.platform.rulebook.book import Example, Rule, Rulebook, rulebook, shipped, supply_rules
from yinqiao.platform.rulebook.daily import Daily, freshen
from yinqiao.platform.rulebook.formulas import formula_of
from yinqiao.platform.rulebook.leaves import Leaf, label_of, laid_over, leaves_of, with_leaves

__all__ = [
    "Daily", "Example", "Leaf", "Rule", "Rulebook", "formula_of", "freshen", "label_of", "laid_over", "leaves_of", "rulebook",
    "shipped", "supply_rules", "with_leaves",
]  # fmt: skip
