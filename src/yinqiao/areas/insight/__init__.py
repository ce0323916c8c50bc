"""Room: figures with their meaning, live, down to the people behind each."""
