"""The page about events and the client for Python, against a server of its own: word for word, and through a restore."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.architecture.source import PROJECT
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.events.models import Epoch
from yinqiao_client import START, FeedBeganAnew, FileCursor, NotAnswered, events

pytestmark = [pytest.mark.db]
PAGE = (PROJECT / "docs" / "programmers" / "events.md").read_text(encoding="utf-8")
README = (PROJECT / "clients" / "python" / "README.md").read_text(encoding="utf-8")


def test_the_commands_of_the_page_give_what_it_promises(at_hand: dict[str, str]) -> None:
    setting, *commands = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    answers = []
    for one in commands:
        command = ["/bin/sh", "-eu", "-c", setting + one]
        done = subprocess.run(command, env=at_hand, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        answers.append(json.loads(done.stdout))
    batch, registered, nothing = answers
    assert [one["specversion"] for one in batch] == ["1.0", "1.0"]
    assert {one["type"] for one in registered["items"]} == {"retirees.registered"}
    assert (nothing["items"], nothing["has_more"]) == ([], False)


def test_the_reader_of_the_client_reads_everything_once_and_goes_on_where_it_was(
    at_hand: dict[str, str], tmp_path: Path
) -> None:
    program = re.findall(r"```python\n(.*?)```", README, re.DOTALL)[0]
    environment = {**at_hand, "PYTHONPATH": str(PROJECT / "clients" / "python" / "src")}
    run = [
        subprocess.run([sys.executable, "-c", program], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)
        for _ in range(2)
    ]  # fmt: skip
    numbers = [int(line.split()[0]) for line in run[0].stdout.splitlines()]
    assert len(numbers) > 10
    assert numbers == sorted(set(numbers))
    assert run[1].stdout == ""


def test_a_page_that_was_not_worked_off_comes_again(at_hand: dict[str, str], tmp_path: Path) -> None:
    cursor = FileCursor(tmp_path / "cursor")
    first = events(at_hand["YINQIAO"], at_hand["KEY"], cursor=cursor, limit=3, follow=False)
    read = [next(first).id for _ in range(5)]
    again = events(at_hand["YINQIAO"], at_hand["KEY"], cursor=cursor, limit=3, follow=False)
    assert next(again).id == read[3]


def test_a_restore_is_told_and_gone_through_on_request(at_hand: dict[str, str], tmp_path: Path) -> None:
    cursor = FileCursor(tmp_path / "cursor")
    read = [one.id for one in events(at_hand["YINQIAO"], at_hand["KEY"], cursor=cursor, follow=False)]
    with acting(Actor.system("test")):
        Epoch.objects.create(reason="restored", began_at=timezone.now() + timedelta(seconds=1))
    with pytest.raises(FeedBeganAnew):
        list(events(at_hand["YINQIAO"], at_hand["KEY"], cursor=cursor, follow=False))
    again = [one.id for one in events(at_hand["YINQIAO"], at_hand["KEY"], cursor=cursor, follow=False, restart=True)]
    assert again == read
    assert cursor.load() != START


def test_a_refusal_is_told_by_its_code_and_not_tried_again(at_hand: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(NotAnswered) as refused:
        list(events(at_hand["YINQIAO"], "yq_wrong", cursor=FileCursor(tmp_path / "cursor")))
    assert (refused.value.status, refused.value.code) == (401, "api.key_not_accepted")
