"""Lists that enterprises send in: a file becomes a batch that is checked, corrected, annotated, submitted or taken back."""
