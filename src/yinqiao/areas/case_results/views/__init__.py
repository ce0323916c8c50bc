"""Pages and papers of outcomes."""
