"""Signing in of those who work here by the city's office platform: an identity there, bound once to an account here."""
