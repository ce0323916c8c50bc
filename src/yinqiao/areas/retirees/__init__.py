"""Room: the register of every retiree: identity, status, residence, employer, contacts, timeline."""
