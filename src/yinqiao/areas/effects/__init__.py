"""Cause and effect: what a change brought about, and what somebody still has to do about it."""
