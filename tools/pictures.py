"""Takes the README's pictures from a running demo site: `python tools/pictures.py URL USERS_FILE ROSTER`.

USERS_FILE is `var/demo-users.txt`; ROSTER is a spreadsheet with planted mistakes. Chromium as Debian ships it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).parents[1] / "docs" / "images"
SIZE = {"width": 1366, "height": 768}


def sign_in(browser: Browser, url: str, users: dict[str, str], name: str) -> Page:
    """A tab of one demo user."""
    page = browser.new_context(viewport=SIZE, locale="zh-CN").new_page()
    page.goto(f"{url}/accounts/login/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", users[name])
    page.click("main button[type=submit]")
    page.wait_for_load_state("networkidle")
    return page


def shoot(page: Page, name: str) -> None:
    """One picture, when the page has settled."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / f"{name}.png")


def main(url: str, users_file: Path, roster: Path) -> None:
    """The seven pictures."""
    users = dict(re.findall(r"^([a-z]+\.[a-z]+)\s+(\S{16})\s", users_file.read_text(), re.MULTILINE))
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = sign_in(browser, url, users, "shequ.li")
        shoot(page, "today")
        page.goto(f"{url}/handover/waiting/")
        page.check("tbody input[name=ids] >> nth=0")
        shoot(page, "waiting")
        page.goto(f"{url}/people/?name=欧阳建国")
        page.click("tbody a >> nth=0")
        shoot(page, "person")
        page.goto(f"{url}/people/duties/")
        shoot(page, "duties")
        page = sign_in(browser, url, users, "jiedao.peng")
        page.goto(f"{url}/cases/")
        shoot(page, "cases")
        page = sign_in(browser, url, users, "shi.huang")
        page.goto(f"{url}/insight/handover/")
        shoot(page, "indicator")
        page = sign_in(browser, url, users, "qiye.chen")
        page.goto(f"{url}/handover/rosters/upload/")
        page.set_input_files("input[type=file]", roster)
        page.click("main form button[type=submit]")
        page.wait_for_selector("text=下载批注名册", timeout=120_000)
        shoot(page, "report")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
