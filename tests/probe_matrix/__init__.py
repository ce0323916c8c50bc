"""Every route asked by every role about what is its own, a neighbour's, a stranger's and nobody's."""
