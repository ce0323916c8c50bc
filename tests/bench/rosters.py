"""Rows about rosters: checked, accepted, memory, the yardstick, growth, and what must be true afterwards."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.databases import FULL, TENTH, reader_dsn, register_of, roster_file, scratch, superuser
from tests.bench.figures import Figure, at_least, at_most, at_most_times, times_faster
from tests.bench.worker import WARM_UP

ROWS, SMALL = 88_000, 10_000
ROUNDS = 5
# Two and a half seconds that swing by a tenth: five rounds told anything from 1.1 to 1.22.
GROWTH_ROUNDS = 9
GIB = 1 << 30
PROJECT = Path(__file__).parents[2]
Told = dict[str, Any]


def work(kind: str, database: str, file: Path) -> Told:
    """One piece of work in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.worker", kind, database, str(file)],
        cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    told: Told = json.loads(done.stdout.splitlines()[-1])
    return told


def sum_of(told: Told, *steps: str, what: str = "wall") -> float:
    return float(sum(told["steps"][step][what] for step in steps or told["steps"]))


def roster() -> Iterator[Figure]:
    """88,000 people × 25 columns onto a register of 300,000, beside reading and a bare COPY, in turns."""
    register, file = register_of(FULL), roster_file(ROWS)
    roster_file(WARM_UP)
    floors, ours, breaches, counted = [], [], 0.0, ""
    for turn in range(ROUNDS):
        with scratch(register) as database:
            floors.append(work("floor", database, file))
            ours.append(work("roster", database, file))
            if turn == ROUNDS - 1:
                counted = _counted(database, ours[-1]["accepted"])
                breaches = float(len(breaches_of(database)))
    middle = statistics.median
    floor, floor_cpu = middle(map(sum_of, floors)), middle(sum_of(one, what="cpu") for one in floors)
    check, check_cpu = (
        middle(sum_of(one, "check") for one in ours),
        middle(sum_of(one, "check", what="cpu") for one in ours),
    )
    whole, whole_cpu = middle(map(sum_of, ours)), middle(sum_of(one, what="cpu") for one in ours)
    parts = "; ".join(
        f"{step} {middle(sum_of(one, step) for one in ours):.2f}" for step in ("check", "submit", "accept")
    )
    yield at_most_times("roster_checked", check, floor, 2, note=f"CPU time {check_cpu:.1f} s against {floor_cpu:.1f} s")
    yield at_most_times("roster_accepted", whole, floor, 4, note=f"{parts}; CPU time {whole_cpu:.1f} s; {counted}")
    child, worker = (max(one["peaks"][who] for one in ours) / GIB for who in ("child", "worker"))
    yield at_most("roster_child_memory", child, 1, unit="GiB")
    yield at_most("roster_worker_memory", worker, 1.5, unit="GiB")
    yield at_most(
        "roster_invariants", breaches, 0, unit="breaches", note="tools/check_invariants.py after the last turn"
    )


def _counted(database: str, accepted: int) -> str:
    """Terms, events and versions of the roster's people, counted against them; raises when somebody lacks one."""
    with superuser(database) as admin:
        row = admin.execute(_COUNTS).fetchone()
    people, termed, versions, registered, kept = row or (0, 0, 0, 0, 0)
    if not (accepted == people == termed == registered == kept and versions == 2 * people):
        raise RuntimeError(f"{accepted} accepted: {row}")
    return f"{people} people, each with terms, 2 versions with an act and the events registered, offered, accepted"


_COUNTS = """
WITH own AS (
  SELECT r.id FROM retirees_retiree r JOIN organisations_enterprise e ON e.id = r.enterprise_id
  WHERE e.uscc = '91430100MA4L0BENC1' AND r.status = 'managed')
SELECT (SELECT count(*) FROM own),
  (SELECT count(DISTINCT retiree_id) FROM retirees_searchterm WHERE retiree_id IN (SELECT id FROM own)),
  (SELECT count(act_id) FROM retirees_retireeversion WHERE pgh_obj_id IN (SELECT id FROM own)),
  (SELECT count(*) FROM events_event WHERE retiree_id IN (SELECT id FROM own) AND type = 'retirees.registered'),
  (SELECT count(*) FROM (SELECT retiree_id FROM events_event WHERE retiree_id IN (SELECT id FROM own)
     AND type IN ('handover.person_offered', 'handover.person_accepted') GROUP BY 1 HAVING count(*) = 2) AS twice)
"""


def breaches_of(database: str) -> list[str]:
    """What `tools/check_invariants.py` finds; but for entries that wait for their seal: no sealer runs in a bench."""
    done = subprocess.run(
        [sys.executable, str(PROJECT / "tools" / "check_invariants.py"), "--dsn", reader_dsn(database)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode > 1:
        raise RuntimeError(done.stderr)
    lines = [line for line in done.stdout.splitlines()[:-1] if not line.startswith("seal_waiting:")]
    sys.stderr.write("".join(f"{line}\n" for line in lines))
    return lines


def import_export() -> Iterator[Figure]:
    """A sample through django-import-export, extrapolated to the whole; ours is upload to checked and stored."""
    register = register_of(FULL)
    with scratch(register) as database:
        sample = work("import", database, roster_file(WARM_UP))
        ours = sum_of(work("roster", database, roster_file(ROWS)), "check")
    whole = sum_of(sample) * ROWS / sample["rows"]
    note = f"extrapolated from {sample['rows']} rows in {sum_of(sample):.1f} s; both read, check every cell and store"
    yield times_faster("django_import_export", ours, whole, 30, note=note)


def growth() -> Iterator[Figure]:
    """A roster of 10,000 people to acceptance, per person, on a register of 300,000 and on one of 30,000, in turns."""
    file = roster_file(SMALL)
    large, small = register_of(FULL), register_of(TENTH)
    found: dict[str, list[float]] = {large: [], small: []}
    for _ in range(GROWTH_ROUNDS):
        for register, seconds in found.items():
            with scratch(register) as database:
                told = work("roster", database, file)
            seconds.append(sum_of(told) / told["accepted"] * 1000)
    ours, floor = statistics.median(found[large]), statistics.median(found[small])
    yield at_most_times(
        "growth_per_person", ours, floor, 1.2, unit="ms", note="search at 3,000,000 is measured in soak"
    )


def mistakes() -> Iterator[Figure]:
    """A roster of 300,000 rows with every kind of mistake planted, against its answer sheet."""
    from tests.quality.planted import check_planted, city_frame
    from yinqiao.shell.demo.enterprises import generate_enterprises
    from yinqiao.shell.demo.people import generate_people
    from yinqiao.shell.demo.roster.make import RosterOrder, make_roster
    from yinqiao.shell.demo.roster.plan import MistakePlan
    from yinqiao.shell.demo.roster.scoring import score_findings

    city = city_frame()
    people = generate_people(FULL, 23, city, generate_enterprises(480, 23))
    made = make_roster(people, RosterOrder(seed=23, mistakes=MistakePlan.every(FULL)))
    score = score_findings(made.answers, check_planted(made, city).findings)
    found = f"{score.expected} to be found, {score.missed.height} missed, {score.unfounded.height} of {score.found} unfounded"
    yield at_least("planted_mistakes_recall", score.recall_per_myriad / 100, 100, note=found)
    yield at_least("planted_mistakes_precision", score.precision_per_myriad / 100, 99.5)
