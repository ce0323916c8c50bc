"""Hardship as civil affairs tell it, visits due, and on what ground we may be told of an illness."""
