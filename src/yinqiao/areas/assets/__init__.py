"""Premises and equipment of a handover: the list, its survey on the spot, the steps of each path, who has what."""
