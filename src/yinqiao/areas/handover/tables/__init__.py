"""Lists of the handover pages."""
