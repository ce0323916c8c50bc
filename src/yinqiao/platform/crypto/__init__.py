"""Encrypted fields, keyed blind indexes and encrypted files, with keys that live outside the database."""
