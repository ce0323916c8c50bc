"""Rules as data: numbers and lists in TOML with a source, a validity and examples; formulas are pure functions."""

from yinqiao.platform.rulebook.book import Rule, Rulebook, rulebook
from yinqiao.platform.rulebook.registry import formula

__all__ = ["Rule", "Rulebook", "formula", "rulebook"]
