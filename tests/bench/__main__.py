"""Runs the benches, prints each figure beside its floor and its bar, writes `build/bench.json`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
os.environ["YINQIAO_HOME"] = str(ROOT / "build" / "bench-home")
os.environ["YINQIAO_MODE"] = "demo"
os.environ["YINQIAO_ROLE"] = "app"
os.environ["YINQIAO_DB_NAME"] = "yq_bench"
os.environ["DJANGO_SETTINGS_MODULE"] = "yinqiao.config.settings"


def main() -> int:
    """Run what was asked; 1 when a bar is lost."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="", help="one bench by name")
    only = parser.parse_args().only
    import django

    django.setup()
    from tests.bench.rows import BENCHES

    if only and only not in BENCHES:
        sys.exit(f"no bench {only}; there are: {', '.join(BENCHES)}")
    figures = [one for name, bench in BENCHES.items() if not only or name == only for one in bench()]
    load = os.getloadavg()[0]
    print(f"{'work':<34}{'ours':>10}{'floor':>10}{'ratio':>8}{'bar':>10}  holds   (load {load:.1f})")
    for one in figures:
        print(f"{one.name:<34}{one.ours:>10.3f}{one.floor:>10.3f}{one.ratio:>8.2f}{one.bar_words:>10}  {one.holds}")
    target = ROOT / "build" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps([one.as_json() for one in figures], indent=1))
    return 0 if all(one.holds for one in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
