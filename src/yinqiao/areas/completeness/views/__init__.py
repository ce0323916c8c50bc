"""Faces of missing facts."""
