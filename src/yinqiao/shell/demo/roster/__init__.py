"""Roster files as enterprises send them, in several cities' forms, with planted mistakes and an answer sheet."""
