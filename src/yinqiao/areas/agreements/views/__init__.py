"""Pages of agreements: the list, one agreement, its versions and printed text, a form for every step."""
