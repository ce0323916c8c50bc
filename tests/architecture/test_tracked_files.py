"""What is tracked names no package registry and no path of the machine on which it was written."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.architecture.source import PROJECT

pytestmark = [pytest.mark.fast]

# Put together here so that this file does not hold what it looks for.
_HOSTS = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "npmjs" + ".com", "npmmirror" + ".com",
          "tsinghua" + ".edu", "aliyun" + ".com", "jsdelivr" + ".net", "unpkg" + ".com")  # fmt: skip
FORBIDDEN = re.compile(
    "|".join(
        [
            *map(re.escape, _HOSTS),
            r"/work/\w",
            r"/home/[a-z]",
            r"/root/\w",
            r"/tmp/(?!\w*\{)\w+/",
            r"--index-url|--registry[= ]",
        ]
    )
)
# Names a folder for temporary files on purpose.
ALLOWED: dict[str, str] = {}


def _tracked() -> dict[str, str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=True).stdout.decode()
    texts = {}
    for name in filter(None, listed.split("\0")):
        path = PROJECT / name
        if path.is_file():
            try:
                texts[name] = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue
    return texts


def test_no_tracked_file_names_a_registry_or_a_path_of_one_machine() -> None:
    texts = _tracked()
    assert len(texts) > 300
    found = {}
    for name, text in texts.items():
        if (
            name not in ALLOWED
            and name != "tests/architecture/test_tracked_files.py"
            and (hit := FORBIDDEN.search(text))
        ):
            found[name] = hit.group(0)
    assert found == {}


@pytest.mark.parametrize("text", ["https://" + _HOSTS[0] + "/simple", "/work" + "/main/x", "see /home" + "/someone"])
def test_what_must_not_be_tracked_is_recognised(text: str) -> None:
    assert FORBIDDEN.search(text)


def test_no_tracked_file_is_a_leftover() -> None:
    listed = (
        subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, check=True).stdout.decode().split("\n")
    )
    leftover = re.compile(r"\.(orig|rej|bak|swp|pyc|sqlite3|log)$|~$|^(var|build|node_modules|\.venv)/")
    assert [name for name in listed if leftover.search(name)] == []
