"""Faces of lost contact."""
