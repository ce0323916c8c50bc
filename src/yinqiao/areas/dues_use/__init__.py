"""党费使用: what came back to an organisation for use, what it was spent on by whose decision, the publication of a year."""
