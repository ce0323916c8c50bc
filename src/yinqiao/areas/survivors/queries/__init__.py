"""Reads of survivor benefits: what the rule comes to for a case, and why."""

from yinqiao.areas.survivors.queries.benefits import benefit_of_case, person_covered

__all__ = ["benefit_of_case", "person_covered"]
