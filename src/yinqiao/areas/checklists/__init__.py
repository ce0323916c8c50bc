"""The room of checklists: what must be ready before a handover, who owes it, by when, and how far it is."""
