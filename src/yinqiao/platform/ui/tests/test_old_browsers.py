"""Staff pages must hold in Chromium 86: what it does not know may not stand in our sheets, scripts and templates."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[3]
SHEETS = sorted(SOURCE.glob("**/static/**/*.css"))
SCRIPTS = sorted(SOURCE.glob("**/static/**/*.js"))
TEMPLATES = sorted(SOURCE.glob("**/templates/**/*.html"))

# What came to Chromium after 86, and since which version.
TOO_NEW_IN_SHEETS = {
    r":has\(": 105, r":is\(": 88, r":where\(": 88, r"@container": 105, r"@layer": 99, r"@scope": 118,
    r"color-mix\(": 111, r"light-dark\(": 123, r"oklch\(": 111, r"\binset:": 87, r"aspect-ratio:": 88,
    r"\d(d|s|l)v[hw]\b": 108, r"margin-inline:": 87, r"padding-inline:": 87, r"^\s+&": 112, r"text-wrap:": 114,
    r"overflow:\s*clip": 90, r"\brotate:|\bscale:|\btranslate:": 104,
}  # fmt: skip
TOO_NEW_IN_SCRIPTS = {
    r"\.at\(": 92, r"structuredClone": 98, r"Object\.hasOwn": 93, r"randomUUID": 92, r"\.findLast": 97,
    r"\.replaceAll\(.*\/": 85, r"\bawait\s+import": 89, r"\.toSorted\(|\.toReversed\(": 110, r"#\w+\s*\(\)\s*{": 84,
}  # fmt: skip

pytestmark = pytest.mark.fast


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_sheet_uses_nothing_newer_than_chromium_86(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    found = {feature: since for feature, since in TOO_NEW_IN_SHEETS.items() if re.search(feature, text, flags=re.M)}
    assert found == {}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_uses_nothing_newer_than_chromium_86(path: Path) -> None:
    text = path.read_text()
    assert {feature for feature in TOO_NEW_IN_SCRIPTS if re.search(feature, text)} == set()


def test_the_check_itself_finds_what_is_too_new() -> None:
    sample = ".card:has(.x) { inset: 0; color: light-dark(#000, #fff); }"
    found = [feature for feature in TOO_NEW_IN_SHEETS if re.search(feature, sample)]
    assert len(found) == 3


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_template_holds_no_inline_style_script_or_handler(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"<style\b", text)
    assert not re.search(r"\sstyle=", text)
    assert not re.search(r"\son[a-z]+=|hx-on", text)
    assert not re.search(r"<script\b(?![^>]*\bsrc=)", text)
    assert "|safe" not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_template_stays_within_150_lines(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 150


def test_there_are_sheets_scripts_and_templates_to_check() -> None:
    assert len(SHEETS) >= 7
    assert SCRIPTS
    assert len(TEMPLATES) >= 30
