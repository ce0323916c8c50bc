"""Decisions of offices outside about cases here: the kinds of fields, what they move, why one is not taken; no tables."""
