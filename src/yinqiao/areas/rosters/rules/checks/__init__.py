"""The single checks: each takes the normalised roster and the context and gives frames of findings."""
