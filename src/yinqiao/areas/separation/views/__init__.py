"""Faces of people and archives that are apart."""
