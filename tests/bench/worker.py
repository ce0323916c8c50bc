"""One piece of work in a process of its own, so that its time and memory are its own.

`floor`, `roster`, `catalogue`, `import`, `party`, `opening` or `comparison`.

python -m tests.bench.worker WORK DATABASE FILE    prints JSON: seconds and CPU seconds per step, peaks of memory
"""

from __future__ import annotations

import csv
import io
import json
import os
import sys
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

WARM_UP = 2_000


class Steps:
    """Times steps: wall, and the processor's time of this process, its children and the database's own process."""

    def __init__(self, backend: Callable[[], int]) -> None:
        self.told: dict[str, Any] = {}
        self._backend = backend

    def run(self, name: str, work: Callable[[], Any]) -> Any:
        """Do one step and remember what it took."""
        wall, cpu = time.perf_counter(), self._cpu()
        result = work()
        self.told[name] = {"wall": time.perf_counter() - wall, "cpu": self._cpu() - cpu}
        return result

    def _cpu(self) -> float:
        own = os.times()
        server = psutil.Process(self._backend()).cpu_times()
        return own.user + own.system + own.children_user + own.children_system + server.user + server.system


class Peaks:
    """Watches the greatest memory of the children; the kernel remembers our own."""

    def __init__(self) -> None:
        self.child = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Peaks:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(0.02):
            for child in psutil.Process().children():
                self.child = max(self.child, _peak(child.pid))

    def told(self) -> dict[str, int]:
        """Bytes: the child's peak and this process's."""
        return {"child": self.child, "worker": _peak(os.getpid())}


def _peak(pid: int) -> int:
    """The kernel's high-water mark of resident memory; 0 for a process that has gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    lines = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
    return int(lines[0]) * 1024 if lines else 0


def floor(database: str, file: Path) -> dict[str, Any]:
    """Read the file with python-calamine (a CSV with the csv module), and COPY the same rows into a plain table without index or policy."""
    from python_calamine import CalamineWorkbook

    from tests.bench.databases import superuser

    content = file.read_bytes()

    def read() -> list[list[Any]]:
        if file.suffix == ".csv":
            return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()

    if file.suffix != ".csv":
        # Neither side pays for what a process that has been running has loaded long ago.
        small = file.with_name(f"roster-{WARM_UP}.xlsx").read_bytes()
        CalamineWorkbook.from_filelike(io.BytesIO(small)).get_sheet_by_index(0).to_python()
    with superuser(database) as admin:
        steps = Steps(lambda: admin.info.backend_pid)
        rows = steps.run("read", read)
        columns = ", ".join(f"c{at} text" for at in range(len(rows[0])))
        admin.execute(f"DROP TABLE IF EXISTS bench_plain; CREATE TABLE bench_plain ({columns})")  # type: ignore[arg-type]
        buffer = io.StringIO()
        csv.writer(buffer).writerows(rows)
        text = buffer.getvalue().encode()

        def copy() -> None:
            with admin.cursor().copy("COPY bench_plain FROM STDIN (FORMAT csv)") as out:
                for at in range(0, len(text), 1 << 20):
                    out.write(text[at : at + (1 << 20)])

        steps.run("copy", copy)
        admin.execute("DROP TABLE bench_plain")
    return {"steps": steps.told, "rows": len(rows), "columns": len(rows[0])}


def roster(database: str, file: Path) -> dict[str, Any]:
    """The product's own way of the same file: upload, check, submit, accept."""
    from django.db import connection
    from django.utils import timezone

    from yinqiao.areas.handover.services import Choice, accept_people, submit_batch
    from yinqiao.areas.handover.tests.conftest import CAST
    from yinqiao.areas.handover.tests.conftest import roster as small_roster
    from yinqiao.areas.lists.services import begin_submission, check_batch, upload_list
    from yinqiao.areas.organisations.queries import places, scope_of_enterprise
    from yinqiao.areas.organisations.services import register_enterprises
    from yinqiao.areas.organisations.types import EnterpriseInput, EnterpriseSource
    from yinqiao.platform.access import Actor, Scope

    new = [
        EnterpriseInput("91430100MA4L0BENC1", "移交测速企业（演示）", EnterpriseSource.CENTRAL, is_synthetic=True),
        EnterpriseInput("91430100MA4L0BENC2", "移交预热企业（演示）", EnterpriseSource.CENTRAL, is_synthetic=True),
    ]
    ids = register_enterprises(actor=Actor.system("bench"), at=timezone.now(), enterprises=new)

    def officer_of(enterprise: EnterpriseInput) -> Actor:
        scope = scope_of_enterprise(enterprise_id=ids[enterprise.uscc])
        return Actor(uuid.uuid4(), "enterprise_officer", "经办人", scope, enterprise.name)

    officer, before = officer_of(new[0]), officer_of(new[1])
    # The worker has checked a small roster before, as it does all day.
    small, _ = upload_list(
            kind="roster",
        actor=before, at=timezone.now(), enterprise_id=ids[new[1].uscc], file=io.BytesIO(small_roster(*CAST)),
        file_name="小名册.csv",
    )  # fmt: skip
    check_batch(actor=before, at=timezone.now(), batch_id=small)
    city = places().city
    manager = Actor(
        uuid.uuid4(), "city_manager", "管理员", Scope.place(city.place_no, city.place_end, city.name), city.name
    )
    batch, _ = upload_list(
        kind="roster",
        actor=officer,
        at=timezone.now(),
        enterprise_id=ids[new[0].uscc],
        file=io.BytesIO(file.read_bytes()),
        file_name=file.name,
    )
    steps = Steps(lambda: connection.connection.info.backend_pid)
    with Peaks() as peaks:
        steps.run("check", lambda: check_batch(actor=officer, at=timezone.now(), batch_id=batch))
        begin_submission(kind="roster", actor=officer, at=timezone.now(), batch_id=batch)
        steps.run("submit", lambda: submit_batch(actor=officer, at=timezone.now(), batch_id=batch))
        accepted = steps.run(
            "accept", lambda: accept_people(actor=manager, at=timezone.now(), choice=Choice(batch_id=batch))
        )
    return {"steps": steps.told, "accepted": accepted, "peaks": peaks.told()}


def catalogue(database: str, file: Path) -> dict[str, Any]:
    """The product's own way of a catalogue: check, submit, count every barcode, finish the reception."""
    from django.db import connection
    from django.utils import timezone

    from yinqiao.areas.archives import services
    from yinqiao.areas.archives.queries import get_tally
    from yinqiao.areas.archives.types import CATALOGUE
    from yinqiao.areas.handover.services import submit_batch
    from yinqiao.areas.lists.services import begin_submission, check_batch, upload_list
    from yinqiao.areas.organisations.queries import places, scope_of_enterprise
    from yinqiao.areas.organisations.services import register_enterprises
    from yinqiao.areas.organisations.types import EnterpriseInput, EnterpriseSource
    from yinqiao.platform.access import Actor, Scope, acting

    firm = EnterpriseInput("91430100MA4L0BENC1", "移交测速企业（演示）", EnterpriseSource.CENTRAL, is_synthetic=True)
    ids = register_enterprises(actor=Actor.system("bench"), at=timezone.now(), enterprises=[firm])
    scope, city = scope_of_enterprise(enterprise_id=ids[firm.uscc]), places().city
    officer = Actor(uuid.uuid4(), "enterprise_officer", "经办人", scope, firm.name)
    place = Scope.place(city.place_no, city.place_end, city.name)
    receiver = Actor(uuid.uuid4(), "city_manager", "管理员", place, city.name)

    def upload(kind: str, path: Path) -> uuid.UUID:
        batch, _ = upload_list(
            kind=kind, actor=officer, at=timezone.now(), enterprise_id=ids[firm.uscc],
            file=io.BytesIO(path.read_bytes()), file_name=path.name,
        )  # fmt: skip
        return batch

    # The people come first: an archive that nobody has been registered for costs a finding instead of a link.
    people = upload("roster", file.with_name(file.name.replace("classed-catalogue", "roster")))
    check_batch(actor=officer, at=timezone.now(), batch_id=people)
    begin_submission(kind="roster", actor=officer, at=timezone.now(), batch_id=people)
    submit_batch(actor=officer, at=timezone.now(), batch_id=people)
    batch = upload(CATALOGUE, file)
    codes = file.with_suffix(".txt").read_text().splitlines()
    steps = Steps(lambda: connection.connection.info.backend_pid)
    steps.run("check", lambda: check_batch(actor=officer, at=timezone.now(), batch_id=batch))
    services.begin_offer(actor=officer, at=timezone.now(), batch_id=batch, place_no=city.place_no)
    steps.run("submit", lambda: services.submit_batch(actor=officer, at=timezone.now(), batch_id=batch))
    steps.run("count", lambda: services.scan_codes(actor=receiver, at=timezone.now(), catalogue_id=batch, codes=codes))
    with acting(receiver):
        seen = get_tally(scope=receiver.scope, catalogue_id=batch)
    steps.run(
        "finish", lambda: services.finish_reception(actor=receiver, at=timezone.now(), catalogue_id=batch, seen=seen)
    )
    return {"steps": steps.told, "received": seen.counted}


def yardstick(database: str, file: Path) -> dict[str, Any]:
    """The file through django-import-export."""
    from django.db import connection

    from tests.bench.import_export import import_file

    connection.ensure_connection()
    steps = Steps(lambda: connection.connection.info.backend_pid)
    told = import_file(database, file, steps)
    return {"steps": steps.told, **told}


def party(database: str, file: Path) -> dict[str, Any]:
    """Members from their file to their receipt: check, submit, letters, reporting in, reception. The people are there."""
    from django.db import connection
    from django.utils import timezone

    from yinqiao.areas.handover.services import Choice, accept_people, submit_batch
    from yinqiao.areas.lists.services import begin_submission, check_batch, upload_list
    from yinqiao.areas.organisations.queries import places, scope_of_enterprise
    from yinqiao.areas.organisations.services import register_enterprises
    from yinqiao.areas.organisations.types import EnterpriseInput, EnterpriseSource
    from yinqiao.areas.party import services
    from yinqiao.areas.party.models import Member
    from yinqiao.areas.party.types import LetterInput, LetterMedium, Numbering
    from yinqiao.platform.access import Actor, Scope, acting

    now, today = timezone.now(), timezone.localdate()
    new = EnterpriseInput("91430100MA4L0BENC1", "移交测速企业（演示）", EnterpriseSource.CENTRAL, is_synthetic=True)
    firm_id = register_enterprises(actor=Actor.system("bench"), at=now, enterprises=[new])[new.uscc]
    officer = Actor(uuid.uuid4(), "enterprise_officer", "经办人", scope_of_enterprise(enterprise_id=firm_id), new.name)
    city = places().city
    whole = Scope.place(city.place_no, city.place_end, city.name)
    manager = Actor(uuid.uuid4(), "city_manager", "管理员", whole, city.name)

    def upload(kind: str, path: Path) -> uuid.UUID:
        content = io.BytesIO(path.read_bytes())
        return upload_list(
            kind=kind, actor=officer, at=now, enterprise_id=firm_id, file=content, file_name=path.name
        )[0]  # fmt: skip

    people = upload("roster", file.with_name(file.name.replace("members", "roster")))
    check_batch(actor=officer, at=now, batch_id=people)
    begin_submission(kind="roster", actor=officer, at=now, batch_id=people)
    submit_batch(actor=officer, at=now, batch_id=people)
    accept_people(actor=manager, at=now, choice=Choice(batch_id=people))
    batch = upload("party_roster", file)
    steps = Steps(lambda: connection.connection.info.backend_pid)
    steps.run("check", lambda: check_batch(actor=officer, at=now, batch_id=batch))
    services.begin_offer(actor=officer, at=now, batch_id=batch, place_no=city.place_no)
    steps.run("submit", lambda: services.submit_batch(actor=officer, at=now, batch_id=batch))
    with acting(officer):
        ids = list(Member.objects.filter(roster_id=batch).values_list("pk", flat=True))
    letter = LetterInput(Numbering("组介", "000001"), LetterMedium.ELECTRONIC, today)
    steps.run("letters", lambda: services.record_letters(actor=officer, at=now, ids=ids, letter=letter))
    steps.run(
        "check_in", lambda: services.check_in_members(actor=manager, at=now, ids=ids, reported_on=today)
    )  # fmt: skip
    received = steps.run(
        "accept",
        lambda: services.accept_members(actor=manager, at=now, ids=ids, receipt_no="", received_on=today),
    )
    return {"steps": steps.told, "received": received}


def opening(database: str, file: Path) -> dict[str, Any]:
    """The table of an old system: upload, rehearse, propose, confirm, load."""
    from datetime import date

    from django.db import connection
    from django.utils import timezone

    from yinqiao.areas.opening import services
    from yinqiao.areas.opening.queries import get_run, totals_of
    from yinqiao.areas.opening.types import Purpose, SignedPaper
    from yinqiao.areas.organisations.queries import places
    from yinqiao.platform.access import Actor, Scope, acting

    city = places().city
    scope = Scope.place(city.place_no, city.place_end, city.name)
    first, second = (Actor(uuid.uuid4(), "city_manager", "市级管理员", scope, city.name) for _ in range(2))
    connection.ensure_connection()
    steps = Steps(lambda: connection.connection.info.backend_pid)
    with Peaks() as peaks:
        run_id, _ = steps.run("upload", lambda: services.upload_table(
            actor=first, at=timezone.now(), purpose=Purpose.LOAD, system="旧系统", file=io.BytesIO(file.read_bytes()),
            file_name=file.name,
        ))  # fmt: skip
        steps.run("rehearse", lambda: services.check_run(actor=first, at=timezone.now(), run_id=run_id))
        with acting(first):
            totals = totals_of(get_run(scope=scope, run_id=run_id))
        services.propose_load(actor=first, at=timezone.now(), run_id=run_id)
        paper = SignedPaper("1号", date(2026, 1, 5))
        services.confirm_load(actor=second, at=timezone.now(), run_id=run_id, paper=paper)
        loaded = steps.run("load", lambda: services.load_run(actor=second, at=timezone.now(), run_id=run_id))
        told = peaks.told()
    return {"steps": steps.told, "peaks": told, "rows": totals.rows, "held": totals.held, "loaded": loaded}


def comparison(database: str, file: Path) -> dict[str, Any]:
    """The monthly comparison of human resources: upload, check, take in; then the receipts as they are handed out."""
    from datetime import date

    from django.db import connection
    from django.utils import timezone

    from yinqiao.areas.dropbox import services
    from yinqiao.areas.dropbox.queries import get_file, list_receipts
    from yinqiao.areas.dropbox.types import COMPARISON, Cover
    from yinqiao.areas.intake.services import register_source
    from yinqiao.areas.intake.types import Basis, NewSource, SourceKind, inward_types
    from yinqiao.areas.organisations.queries import places
    from yinqiao.platform.access import Actor, Scope, acting

    city, kind = places().city, SourceKind.HUMAN_RESOURCES
    scope = Scope.place(city.place_no, city.place_end, city.name)
    desk = Actor(uuid.uuid4(), "city_manager", "市级管理员", scope, city.name)
    types = tuple(one.code for one in inward_types().values() if kind in one.kinds)
    basis = Basis("社会保险经办条例", "第二十五条", date(2024, 1, 1))
    new = NewSource("人社局", kind, "bench-files", types, basis, 6000, 31)
    told: dict[str, Any] = {"actor": desk, "at": timezone.now()}
    source = register_source(**told, source=new)
    steps = Steps(lambda: connection.connection.info.backend_pid)
    with Peaks() as peaks, file.open("rb") as content:
        file_id, _ = steps.run("upload", lambda: services.upload_file(
            **told, source_id=source, kind=COMPARISON, cover=Cover(), file=content
        ))  # fmt: skip
        told["file_id"] = file_id
        steps.run("check", lambda: services.check_file(**told))
        services.begin_taking(**told)
        steps.run("take", lambda: services.take_in(**told))
        memory = peaks.told()
    with acting(desk):
        made = get_file(scope=scope, file_id=file_id)
        handed = steps.run("receipts", lambda: sum(1 for _ in list_receipts(scope=scope, file_id=file_id)))
    return {"steps": steps.told, "peaks": memory, "foreseen": made.counts, "outcomes": made.outcomes, "handed": handed}


WORKS = {
    "floor": floor, "roster": roster, "catalogue": catalogue, "import": yardstick, "party": party, "opening": opening,
    "comparison": comparison,
}  # fmt: skip


def main() -> None:
    """Set Django up on the database, do the work, print what it took."""
    work, database, file = sys.argv[1:4]
    os.environ["YINQIAO_DB_NAME"] = database
    import django

    django.setup()
    sys.stdout.write(json.dumps(WORKS[work](database, Path(file))) + "\n")


if __name__ == "__main__":
    main()
