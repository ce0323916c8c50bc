"""Pages of lists. A page is made for the kind that its address names; who sends lists are enterprises."""
