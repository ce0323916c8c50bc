"""Services: items as data, cases with a clock, steps, what a decision does."""
