"""The connection is cut while an act commits: the client cannot know the outcome, and asking again does no harm.

Both outcomes look the same to the client (SQLSTATE 40003): COMMIT was carried out and its reply lost, or never came.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import UUID

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from tests.faults.faultproxy import Fault, FaultProxy, drop_commit, drop_commit_reply, fault_proxy
from tests.faults.handover_walk import counts
from tests.faults.outcomes import ACCEPTED, TAKEN_BACK, invariants_hold
from yinqiao.areas.handover import services
from yinqiao.areas.handover.services import Choice
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Scene, make_scene, roster
from yinqiao.areas.lists import services as lists
from yinqiao.areas.lists.models import Batch
from yinqiao.kernel.errors import Conflict
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.acts import settle
from yinqiao.platform.audit.log import record
from yinqiao.platform.crypto.keyfile import keyring_installed
from yinqiao.platform.crypto.keys import new_keyring
from yinqiao.shell.middleware import ActorMiddleware

pytestmark = [pytest.mark.db, pytest.mark.fault, pytest.mark.enable_socket]


@pytest.fixture
def scene(fresh_database: None, tmp_path: Path, settings: Settings) -> Iterator[Scene]:
    """The small city in a database of its own, where acts really commit."""
    settings.FILES_FOLDER = tmp_path / "files"
    with keyring_installed(new_keyring(NOW)):
        yield make_scene()


@contextmanager
def through(fault: Fault, *then: Fault) -> Iterator[FaultProxy]:
    """Inside the block the database is reached through a line with this fault, which must take effect, and others."""
    before = {name: connection.settings_dict[name] for name in ("HOST", "PORT", "OPTIONS")}
    host, port = str(before["HOST"]), str(before["PORT"])
    unix = f"{host}/.s.PGSQL.{port or 5432}" if host.startswith("/") else ""
    connection.close()
    with fault_proxy([fault, *then], host=host, port=int(port or 5432), unix=unix) as proxy:
        # Over TCP libpq asks for TLS first; a server that is slow to refuse a double takes what follows for an attack.
        plain = {**connection.settings_dict["OPTIONS"], "sslmode": "disable"}
        connection.settings_dict.update(HOST=proxy.host, PORT=str(proxy.port), OPTIONS=plain)
        try:
            yield proxy
        finally:
            connection.close()
            connection.settings_dict.update(before)
        assert fault in proxy.met


class Story:
    """The acts from an upload to its end; each may be asked for again without looking at what became of the first."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.batch_id = UUID(int=0)
        self.settled = 0

    def upload(self) -> None:
        self.batch_id, _ = lists.upload_list(
            kind="roster",
            actor=self.scene.officer, at=NOW, enterprise_id=self.scene.enterprise_id,
            file=io.BytesIO(roster(*CAST)), file_name="名册.csv",
        )  # fmt: skip

    def check(self) -> None:
        lists.check_batch(actor=self.scene.officer, at=NOW, batch_id=self.batch_id)

    def begin_submission(self) -> None:
        lists.begin_submission(kind="roster", actor=self.scene.officer, at=NOW, batch_id=self.batch_id)

    def submit_batch(self) -> None:
        services.submit_batch(actor=self.scene.officer, at=NOW, batch_id=self.batch_id)

    def accept_people(self) -> None:
        services.accept_people(actor=self.scene.city, at=NOW, choice=Choice())

    def begin_undo(self) -> None:
        lists.begin_undo(kind="roster", actor=self.scene.officer, at=NOW, batch_id=self.batch_id, reason="名册版本有误")

    def undo_batch(self) -> None:
        services.undo_batch(actor=self.scene.officer, at=NOW, batch_id=self.batch_id)

    def tell(
        self, *acts: str, cut: str = "", fault: Callable[..., Fault] = drop_commit, then: Sequence[Fault] = ()
    ) -> None:
        """Do these acts in order; the line breaks as `cut` commits (and `then`), and it is asked for again."""
        for name in acts:
            act: Callable[[], None] = getattr(self, name)
            if name == cut:
                with through(fault(after=_ACTIONS[name]), *then), pytest.raises(OperationalError):
                    act()
                # What was done already is refused as such; anything else would be a fault.
                with self._worker_looking(), suppress(Conflict):
                    act()
            else:
                act()

    @contextmanager
    def _worker_looking(self) -> Iterator[None]:
        """A moment after it is asked again the worker settles what the cut left, as it does every 15 seconds."""
        worker = threading.Timer(0.3, self._settle)
        worker.start()
        try:
            yield
        finally:
            worker.join()

    def _settle(self) -> None:
        self.settled += settle()
        connection.close()


# By these words of the audit entry, the last thing before COMMIT, the line knows that the act is about to commit.
_ACTIONS = {
    "upload": b"handover.upload_roster",
    "begin_submission": b"handover.begin_submission",
    "submit_batch": b"handover.submit_batch",
    "accept_people": b"handover.accept_people",
    "begin_undo": b"handover.begin_undo",
    "undo_batch": b"handover.undo_batch",
}
TO_ACCEPTANCE = ("upload", "check", "begin_submission", "submit_batch", "accept_people")
TO_UNDO = ("upload", "check", "begin_submission", "submit_batch", "begin_undo", "undo_batch")
OUTCOMES = pytest.mark.parametrize("fault", [drop_commit_reply, drop_commit], ids=["committed", "rolled_back"])


@OUTCOMES
@pytest.mark.parametrize("cut", ["upload", "begin_submission", "submit_batch", "accept_people"])
def test_an_act_whose_commit_was_cut_off_is_asked_for_again_and_nobody_is_lost_or_doubled(
    scene: Scene, cut: str, fault: Callable[..., Fault]
) -> None:
    Story(scene).tell(*TO_ACCEPTANCE, cut=cut, fault=fault)
    assert counts() == ACCEPTED
    with acting(scene.officer):
        assert Batch.objects.count() == 1
    invariants_hold()


@OUTCOMES
@pytest.mark.parametrize("is_gone", [False, True], ids=["line_comes_back", "line_is_gone"])
@pytest.mark.parametrize("cut", ["submit_batch", "accept_people"])
def test_an_act_of_two_transactions_whose_commit_was_cut_off_has_one_fate_all_the_same(
    scene: Scene, settings: Settings, cut: str, fault: Callable[..., Fault], is_gone: bool
) -> None:
    settings.COMPANION_FROM = 1
    story = Story(scene)
    # The first connection is the act's, the second its companion's; by the next the act would settle it.
    later = [Fault("cut", connection=number) for number in range(3, 10)]
    story.tell(*TO_ACCEPTANCE, cut=cut, fault=fault, then=later if is_gone else ())
    # With the line gone nobody but the worker can settle it; with the line back whoever looks first does, once.
    assert story.settled <= 1
    assert story.settled or not is_gone
    assert counts() == ACCEPTED
    invariants_hold()


@OUTCOMES
@pytest.mark.parametrize("cut", ["begin_undo", "undo_batch"])
def test_an_undo_whose_commit_was_cut_off_is_asked_for_again_and_undoes_once(
    scene: Scene, cut: str, fault: Callable[..., Fault]
) -> None:
    Story(scene).tell(*TO_UNDO, cut=cut, fault=fault)
    assert counts() == TAKEN_BACK
    invariants_hold()


@OUTCOMES
def test_a_page_whose_commit_was_cut_off_does_not_claim_to_know_the_outcome(
    fresh_database: None, fault: Callable[..., Fault]
) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        record(Actor.system("测试"), action="test.cut", kind="act")
        return HttpResponse("已保存")

    request = RequestFactory().post("/")
    request.user, request.session = AnonymousUser(), {}  # type: ignore[assignment]
    with through(fault(after=b"test.cut")):
        answer = ActorMiddleware(view)(request)  # type: ignore[arg-type]
    assert answer.status_code == 503
    told = answer.content.decode()
    assert "outcome_unknown" in told
    assert "已保存" not in told
    assert "没有改动" not in told
