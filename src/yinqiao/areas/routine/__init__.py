"""The monthly handover: who retires soon, confirmed month by month, handed over by a roster without a new agreement."""
