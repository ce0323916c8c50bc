"""Spreadsheets that people upload and download: checked by content, read in a child process, annotated, written.

Import from the modules (`types`, `reader`, `headers`, `annotate`, `writer`); this file imports nothing, because the
child process starts through it and must start fast.
"""
