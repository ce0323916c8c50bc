"""The roster check: a sheet in, findings out. Pure: no database, no clock; what must be looked up is handed in.

Two phases: `normalise_roster`, then the caller asks the database, then `check_roster`.
"""
