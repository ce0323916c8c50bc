"""Scans of papers, however large: sealed blocks in a folder or an S3-compatible store, read in a confined child."""
