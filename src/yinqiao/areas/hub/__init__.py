"""Room: the carrier between cities and the province's own look at them: figures, packages between cities, health."""
