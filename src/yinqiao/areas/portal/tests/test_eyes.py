"""The portal is for weak eyes and slow phones: 7 : 1, nothing below 18 px, 60 px to touch, no script, a light first page."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from yinqiao.areas.portal.tests.door import Door
from yinqiao.platform.ui.tests.test_contrast import contrast

ROOM = Path(__file__).parents[1]
SHEET = ROOM / "static" / "portal" / "portal.css"
TEMPLATES = [
    *(ROOM / "templates" / "portal").glob("*.html"), *(ROOM.parents[1] / "shell" / "templates" / "my").glob("*.html")
]  # fmt: skip
PAIRS = [
    *((text, ground) for text in ("text", "quiet", "accent") for ground in ("ground", "surface")),
    ("text", "soon-ground"), ("text", "danger-ground"), ("good", "surface"), ("good", "good-ground"),
    ("soon", "soon-ground"), ("danger", "danger-ground"), ("on-accent", "accent"),
]  # fmt: skip


@pytest.mark.fast
def test_every_text_reaches_seven_to_one_and_every_edge_three() -> None:
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", SHEET.read_text()))
    weak = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in PAIRS}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 7} == {}
    assert contrast(colours["line"], colours["surface"]) >= 3
    assert contrast(colours["focus"], colours["ground"]) >= 3


@pytest.mark.fast
def test_type_is_measured_in_rem_and_never_below_18_px() -> None:
    sizes = re.findall(r"font(?:-size)?: ([\d.]+)(px|rem|em)", SHEET.read_text())
    assert len(sizes) > 8
    assert [
        one for one in sizes if (one[1] == "px" and float(one[0]) < 18) or (one[1] != "px" and float(one[0]) < 1)
    ] == []


@pytest.mark.fast
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_page_needs_no_script_and_counts_down_to_nothing(path: Path) -> None:
    text = path.read_text()
    if path.name == "base.html":
        # Reads aloud; without it there is no button.
        text = text.replace("<script src=\"{% static 'portal/read.js' %}\"></script>", "")
    assert not re.search(r"<script|hx-|http-equiv|autofocus|<marquee|<blink", text)


@pytest.mark.db
@pytest.mark.django_db
def test_the_first_page_with_all_it_needs_is_below_100_kb(door: Door) -> None:
    pages = [door.browser.get("/my/enter/").content]
    door.come_in()
    pages.append(door.browser.get("/my/").content)
    for page in pages:
        needed = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.decode())
        assert [one.rpartition("/")[2] for one in needed] == ["sign.svg", "portal.css", "read.js"]
        whole = page + SHEET.read_bytes() + (SHEET.parent / "read.js").read_bytes()
        assert len(whole) < 20_000 and len(gzip.compress(whole)) < 7_000
