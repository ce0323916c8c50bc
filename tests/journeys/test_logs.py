"""What people type in the wrong places stands in no log of the site, nor does anybody of the register.

The search itself is the last act of every run: `site.raze_site`.
"""

from __future__ import annotations

import shutil
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.faults.plain_logs import people_in
from tests.journeys.conftest import Arrive
from tests.journeys.site import CANARIES, Site
from tests.journeys.walk import Visit

pytestmark = pytest.mark.journey
NOBODY = "00000000-0000-7000-8000-000000000000"


def test_what_is_typed_in_the_wrong_place_stands_in_no_log(arrive: Arrive) -> None:
    clerk, officer = arrive("qiye.chen"), arrive("shequ.li")
    for typed in CANARIES:
        _searches(officer, typed)
        _sends_as_a_roster(clerk, typed)
        _asks_badly(officer.site, typed)
        assert officer.page.request.get(f"{officer.site.url}/people/{quote(typed)}/").status == 404
    log = officer.site.log("web")
    assert "Not Found: /people/" in log, "the refusals are noted"
    assert officer.site.people_in_logs() == []


def _searches(officer: Visit, typed: str) -> None:
    officer.go("/search/")
    officer.look()
    officer.page.locator("input[name=text]").first.fill(typed)
    with officer.page.expect_navigation():
        officer.page.keyboard.press("Enter")
    officer.glance()
    officer.says("没有找到相符的人员")


def _sends_as_a_roster(clerk: Visit, typed: str) -> None:
    """A file that is none, named after somebody and holding nothing but the same."""
    clerk.go("/handover/rosters/upload/")
    clerk.look()
    wrong = {"name": f"{typed}.xlsx", "mimeType": "text/plain", "buffer": f"{typed}\0{typed}".encode()}
    clerk.page.set_input_files("input[type=file]", [wrong])
    clerk.send("上传并检查")
    # The page of a check under way reloads itself once it is over: leaving before would cut either way off.
    expect(clerk.page.locator(".alert-danger, .form-error, .error-summary").first).to_be_visible(timeout=60_000)
    clerk.look()


def _asks_badly(site: Site, typed: str) -> None:
    """Requests that no page of ours makes: another method, a form without its token, a host and a sender made up."""
    said = quote(typed)
    for address, data, headers in (
        (f"/people/{NOBODY}/?name={said}", b"", {}),
        ("/search/", f"text={said}".encode(), {"Referer": f"https://{said}/?q={said}", "Origin": f"https://{said}"}),
        ("/search/", f"text={said}".encode(), {"Content-Type": f"multipart/form-data; boundary={said}"}),
        ("/", None, {"Host": f"{said}.example"}),
        (f"/api/v1/{said}?epoch={said}", None, {"Authorization": f"Bearer {said}"}),
        (f"/{said}", None, {"X-Forwarded-For": said, "User-Agent": said, "Cookie": f"sessionid={said}"}),
    ):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(urllib.request.Request(site.url + address, data, headers))
        assert refused.value.code < 500


def test_who_is_planted_in_a_copy_of_the_logs_is_found(site: Site, tmp_path: Path) -> None:
    for log in site.home.rglob("*.log"):
        shutil.copy(log, tmp_path / log.name)
    assert {"web.log", "worker.log", "server.log"} <= {one.name for one in tmp_path.iterdir()}
    for file, (planted, kind) in zip(("web.log", "worker.log", "server.log"), CANARIES.items(), strict=True):
        with (tmp_path / file).open("a") as copied:
            copied.write(f"told {planted}\n")
        found = people_in([tmp_path / file], CANARIES)
        assert [one.rpartition(" ")[2] for one in found] == [kind]
