"""What docs/exchange.md says is done here, word for word and in its order, against a server of its own."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from standardwebhooks.webhooks import Webhook

from tests.architecture.source import PROJECT
from tests.probe_matrix.city import CITY
from yinqiao.areas.accounts import services as accounts
from yinqiao.areas.accounts.models import User
from yinqiao.areas.accounts.queries import get_actor
from yinqiao.areas.accounts.types import NewGrant, NewUser, Role, Target
from yinqiao.areas.intake.types import SourceKind
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.sandbox.services import open_sandbox
from yinqiao.areas.sandbox.types import NewSandbox
from yinqiao.platform.access import Actor
from yinqiao.platform.events.sequencer import sequence_all
from yinqiao.shell.machine.steps import HOME, all_steps, steps_at
from yinqiao_client import NotAnswered, change, send

PAGE = (PROJECT / "docs" / "exchange.md").read_text(encoding="utf-8")
CLIENT = str(PROJECT / "clients" / "python" / "src")
SECRET = "whsec_" + "A" * 43 + "="


@pytest.fixture
def programmer(at_hand: dict[str, str]) -> dict[str, str]:
    """What the first step gives: the key and the source of a sandbox, opened by the city's manager."""
    now, today = timezone.now(), timezone.localdate()
    grant = NewGrant(Role.CITY_MANAGER, Target(division_id=places().by_code[CITY].id), date(2026, 1, 1))
    made = accounts.create_user(
        actor=Actor.system("test"), at=now, user=NewUser("shiji", "易市级"), grant=grant,
        password="橘子洲头看万山红遍层林尽染",
    )  # fmt: skip
    manager = get_actor(user=User.objects.get(pk=made.user_id), grant_id=None, today=today, request_id="")
    new = NewSandbox("长沙市公安局", SourceKind.POLICE, "changsha-police-try", today + timedelta(days=30))
    _, token = open_sandbox(actor=manager, at=now, sandbox=new)
    sequence_all()
    return {
        **at_hand, "KEY": token, "SOURCE": "/sources/changsha-police-try", "PYTHONPATH": CLIENT, "SECRET": SECRET,
    }  # fmt: skip


def _blocks() -> list[tuple[str, str]]:
    return re.findall(r"```(sh|python)\n(.*?)```", PAGE, re.DOTALL)


def _run(programmer: dict[str, str], folder: Path, language: str, setting: str, text: str) -> str:
    command = ["/bin/sh", "-eu", "-c", setting + text] if language == "sh" else [sys.executable, "-c", text]
    done = subprocess.run(command, env=programmer, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    return done.stdout


@pytest.mark.db
def test_the_commands_of_the_page_lead_from_nothing_to_the_first_applied_event(
    programmer: dict[str, str], tmp_path: Path
) -> None:
    (_, setting), *blocks = _blocks()
    told = []
    for language, text in blocks:
        if "serve_forever" in text:
            _receives(programmer, text)
        else:
            sequence_all()
            told.append(_run(programmer, tmp_path, language, setting, text))
    first, keys, checked, batch, later, feed, client = told
    assert [one["outcome"] for one in json.loads(first)["items"]] == ["applied"]
    assert [one["crv"] for one in json.loads(keys)["keys"]] == ["Ed25519"]
    assert checked.split()[:2] == ["2026-000001", "applied"]
    assert [one["outcome"] for one in json.loads(batch)["items"]] == ["applied", "applied"]
    assert [one["outcome"] for one in json.loads(later)["items"]] == ["withdrawn"]
    page = json.loads(feed)
    assert {"retirees.registered", "retirees.death_recorded", "retirees.death_withdrawn"} <= {
        one["type"] for one in page["items"]
    }
    assert {one["retiree_id"][:13] for one in page["items"] if one["retiree_id"]} == {"ffffffff-ffff"}
    sent, *events = client.splitlines()
    assert sent.split() == ["2026-000010", "applied", "taken"]
    assert len(events) > len(page["items"])


def _receives(programmer: dict[str, str], text: str) -> None:
    """The receiver of the page takes what we signed, and refuses what somebody else did."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    request = urllib.request.Request(
        f"{programmer['YINQIAO']}/api/v1/events?after=0&limit=2",
        headers={
            "Authorization": f"Bearer {programmer['KEY']}",
            "Accept": "application/cloudevents-batch+json",
        },
    )
    with urllib.request.urlopen(request) as answer:
        body = answer.read()
    with subprocess.Popen(
        [sys.executable, "-c", text], env={**programmer, "PORT": str(port)}, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    ) as receiver:  # fmt: skip
        try:
            assert _post(port, body, "msg_1", SECRET) == 204
            assert _post(port, body, "msg_2", "whsec_" + "B" * 43 + "=") == 401
            assert receiver.stdout is not None
            assert receiver.stdout.readline().startswith("msg_1 ")
        finally:
            receiver.terminate()


def _post(port: int, body: bytes, number: str, secret: str) -> int:
    moment = int(time.time())
    headers: dict[str, Any] = {
        "webhook-id": number, "webhook-timestamp": str(moment), "Content-Type": "application/cloudevents-batch+json",
        "webhook-signature": Webhook(secret).sign(number, datetime.fromtimestamp(moment, UTC), body.decode()),
    }  # fmt: skip
    request = urllib.request.Request(f"http://127.0.0.1:{port}/", body, headers)
    for _ in range(100):
        try:
            with urllib.request.urlopen(request) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the receiver does not listen")


@pytest.mark.db
def test_the_client_sends_once_and_tells_what_was_refused_as_a_whole(programmer: dict[str, str]) -> None:
    address, key = programmer["YINQIAO"], programmer["KEY"]
    data = {"id_number": "990101194001010120", "name": "试用甲", "died_on": "2026-03-03"}
    one = change(programmer["SOURCE"], "c-1", "cn.yinqiao.person.death.v1", "2026-03-04T09:00:00+08:00", data)
    first, second = send(address, key, [one]), send(address, key, [one, {}])
    assert [(each.outcome, each.is_repeated) for each in (*first, second[0])] == [("applied", False), ("applied", True)]
    assert (second[0].token == first[0].token, second[1].status) == (True, 422)
    with pytest.raises(NotAnswered) as refused:
        send(address, "yq_wrong", [one])
    assert refused.value.status == 401
    for wrong in ([], [one] * 501):
        with pytest.raises(ValueError, match="1 to 500"):
            send(address, key, wrong)


@pytest.mark.fast
def test_the_page_of_the_product_has_the_same_commands_with_its_own_address_and_no_key() -> None:
    steps = [(one.language, one.command) for one in all_steps() if one.command]
    assert steps == _blocks()
    here = steps_at("https://yinqiao.example")
    assert [one.command.replace("https://yinqiao.example", HOME) for one in here] == [
        one.command for one in all_steps()
    ]
    assert "https://yinqiao.example" in here[1].command
    assert not re.search(r"yq_[A-Za-z0-9_-]{8}", PAGE + "".join(one.command for one in here))
