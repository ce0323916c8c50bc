"""Room: a department's own officers: what they tell by hand, what became of what their office told."""
