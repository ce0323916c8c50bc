"""Rules as data: numbers and lists in TOML with a source, a validity and examples; formulas are pure functions.

A room's `rules.py` names the function of each rule in `FORMULAS`, so that one test runs every example.
"""

from yinqiao.platform.rulebook.book import Rule, Rulebook, rulebook

__all__ = ["Rule", "Rulebook", "rulebook"]
