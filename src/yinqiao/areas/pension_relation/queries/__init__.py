"""Reads of the pension relation: what a person's case says of insured periods, and where the pension will be paid."""

from yinqiao.areas.pension_relation.queries.relations import CaseRelation, article, relation_of, stays_in

__all__ = ["CaseRelation", "article", "relation_of", "stays_in"]
