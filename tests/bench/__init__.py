"""Figures beside their floors, measured in one run: `python -m tests.bench [--only name]`."""
