"""Pages of the register: lists, acts on one person, panels of the person page, duplicates, requests."""
