"""Faces of certification."""
