"""Full text of scanned archives: the text layers of scans, kept sealed, found by keyed tokens, opened at the page."""
