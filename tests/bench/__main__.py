"""Runs the benches one after another, prints the table, writes build/bench.json; exit code 1 when a bar is missed."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.figures import Figure

PROJECT = Path(__file__).parents[2]
OUTPUT = PROJECT / "build" / "bench.json"
ENVIRONMENT = {
    "YINQIAO_HOME": os.environ.get("YINQIAO_BENCH_HOME") or str(PROJECT / "build" / "bench-home"),
    "YINQIAO_MODE": "demo",
    "YINQIAO_ROLE": "app",
    "YINQIAO_STATIC": "source",
    "YINQIAO_DB_NAME": "yq_template",
    "DJANGO_SETTINGS_MODULE": "yinqiao.config.settings",
}


def _benches() -> dict[str, Callable[[], Iterator[Figure]]]:
    from tests.bench import (
        aiding,
        archives,
        certificates,
        certifying,
        clusters,
        comparing,
        dues,
        inward,
        looking,
        missing,
        numbers,
        openings,
        pages,
        party,
        planning,
        portal,
        rosters,
        sending,
        separations,
        serving,
        starting,
        steering,
        texts,
        uploads,
    )

    return {
        "id_numbers": numbers.id_numbers,
        "type_ahead": looking.type_ahead,
        "indicator": looking.indicator,
        "indicators": steering.indicators,
        "roster": rosters.roster,
        "party": party.party,
        "dues_charge": dues.dues_charge,
        "dues_statement": dues.dues_statement,
        "opening": openings.opening,
        "django_import_export": rosters.import_export,
        "growth": rosters.growth,
        "mistakes": rosters.mistakes,
        "archives_received": archives.archives_received,
        "archive_upload": uploads.archive_upload,
        "scan_texts": texts.scan_texts,
        "separation_search": separations.separation_search,
        "clusters": clusters.clusters,
        "missing_people": missing.missing_people,
        "certificate": certificates.certificate,
        "feed_read": sending.feed_read,
        "webhook_latency": sending.webhook_latency,
        "duties_recomputed": serving.duties_recomputed,
        "week_plan": planning.week_plan,
        "reliefs_proposed": aiding.reliefs_proposed,
        "certification_sweep": certifying.certification_sweep,
        "exchange_in": inward.exchange_in,
        "comparison_file": comparing.comparison_file,
        "portal_at_once": portal.portal_at_once,
        "pages": pages.pages,
        "up": starting.start,
        "up_bare_machine": starting.bare_machine,
    }


# Where the name of a figure does not begin with its bench's.
_NAMED_OTHERWISE = {
    "duty_of_one": "duties_recomputed",
    "id_number_columns": "id_numbers",
    "planted_mistakes": "mistakes",
    "portal": "portal_at_once",
    "separation": "separation_search",
    "missing": "missing_people",
    "feed_page_depth": "feed_read",
    "up_second": "up",
    "up_first": "up",
}


def _bench_of(name: str) -> str:
    """The bench of this name, or the one that measures the figure of this name."""
    benches = _benches()
    named = {**{bench: bench for bench in benches if bench != "up"}, **_NAMED_OTHERWISE}
    found = name if name in benches else next((bench for start, bench in named.items() if name.startswith(start)), "")
    if not found:
        raise argparse.ArgumentTypeError(f"no bench measures {name}; there are {', '.join(benches)}")
    return found


# Downloads everything anew: only when asked for by name.
BY_NAME_ONLY = ("up_bare_machine",)


def main() -> int:
    """Run all, or the one named by `--only`."""
    os.environ.update(ENVIRONMENT)
    import django

    django.setup()
    from tests.bench.databases import prepare
    from tests.bench.figures import table, write

    benches = _benches()
    given = argparse.ArgumentParser(description="Measure each figure beside its floor.")
    given.add_argument("--only", type=_bench_of, help="one bench, or the one that measures this figure")
    only = given.parse_args().only
    prepare()
    figures: list[Figure] = []
    for name, bench in benches.items():
        if only == name or (only is None and name not in BY_NAME_ONLY):
            begun = time.perf_counter()
            figures += bench()
            sys.stderr.write(f"{name}: {time.perf_counter() - begun:.0f} s, load {os.getloadavg()[0]:.1f}\n")
            write(figures, OUTPUT)
    sys.stdout.write(f"{table(figures)}\nload average at the end: {os.getloadavg()[0]:.2f} on {os.cpu_count()} cores\n")
    return 0 if all(one.holds for one in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
