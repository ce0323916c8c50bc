"""Columnar twins of the kernel's readers: whole columns at once, the same verdicts as the scalar functions."""
