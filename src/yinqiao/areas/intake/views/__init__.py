"""Faces of 外来信息."""
