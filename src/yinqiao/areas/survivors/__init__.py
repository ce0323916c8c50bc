"""遗属待遇: the sum of a death benefit computed line by line, for whom it is, what human resources decide; no tables."""
