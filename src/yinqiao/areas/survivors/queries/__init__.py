"""Reads of survivor benefits: what the rule comes to for a case or for a person, and why."""

from yinqiao.areas.survivors.queries.benefits import benefit_of_case, benefit_of_person, person_covered

__all__ = ["benefit_of_case", "benefit_of_person", "person_covered"]
