"""Journeys: the product walked in Chromium by its users, on a whole site of its own."""
