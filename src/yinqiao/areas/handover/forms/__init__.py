"""Input of the handover pages."""
