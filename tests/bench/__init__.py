"""Each figure beside its floor: `python -m tests.bench [--only name]`, written to build/bench.json."""
