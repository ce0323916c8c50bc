"""Certificates: those that a community must not issue, why, and where one goes instead; no tables."""
