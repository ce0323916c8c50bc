"""What the page for programmers says is done here, word for word, against a server of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from tests.architecture.source import PROJECT

pytestmark = [pytest.mark.db]
PAGE = (PROJECT / "docs" / "programmers" / "machine-interface.md").read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_commands_of_the_page_give_what_it_promises(at_hand: dict[str, str]) -> None:
    setting, *commands = _blocks("sh")
    answers = []
    for one in commands:
        done = subprocess.run(
            ["/bin/sh", "-eu", "-c", setting + one], env=at_hand, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        answers.append(json.loads(done.stdout))
    divisions, figures, events = answers
    assert [one["name"] for one in divisions["items"]] == ["望月湖街道", "月华社区", "荷叶塘社区"]
    assert (figures["total"]["handed_over"], figures["total"]["accepted"]) == (6, 2)
    assert len(events["items"]) == 3
    assert events["has_more"]


def test_the_reader_of_the_page_reads_everything_once(at_hand: dict[str, str]) -> None:
    (program,) = _blocks("python")
    done = subprocess.run([sys.executable, "-c", program], env=at_hand, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    seqs = [int(line.split()[0]) for line in done.stdout.splitlines()]
    assert len(seqs) > 10
    assert seqs == sorted(set(seqs))
