"""Room: the work ledger of an office: its people as a list, a call list and a roll by building."""
