"""Room: what a roster may say, and what is wrong with one that has come: fields, check, routes. It keeps no tables."""
