"""The demo city: made-up people, enterprises and rosters, reproducible from a seed and marked as synthetic.

No record can hit a real citizen: see `identity` for the number ranges that nobody holds.
"""
