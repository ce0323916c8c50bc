"""Statements of the payment provider and the bank beside the ledger of dues: what agrees, what differs, who settled it."""
