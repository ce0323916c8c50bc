"""Room: who signs in, with which role, over which scope, until when."""
