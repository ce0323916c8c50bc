"""Tabs that stay open from one journey to the next: a new one reads fonts, style sheets and programmes anew."""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page

from tests.journeys.gallery import Gallery
from tests.journeys.site import Site
from tests.journeys.walk import OFFICE, sign_in

# The shell is the same engine without a window's furniture, which nobody sees here: a third of the work for each tab.
BROWSERS = "/usr/bin/chromium-headless-shell", "/usr/bin/chromium"
CHROMIUM = {"executable_path": next(filter(os.path.exists, BROWSERS), BROWSERS[-1]), "args": ["--no-sandbox"]}


@dataclass
class Tabs:
    """The tabs of one Chromium, each with cookies of its own; those that nobody sits at, by the size of their window."""

    browser: Browser
    free: dict[tuple[int, int], list[Page]] = field(default_factory=lambda: defaultdict(list))

    def open(self, size: tuple[int, int], cookies: list[Any]) -> Page:
        """A tab of an office in China that shows nothing yet and holds these cookies and no others."""
        page = self.free[size].pop() if self.free[size] else self._new(size)
        page.context.add_cookies(cookies)
        return page

    def keep(self, page: Page) -> None:
        """Take back a tab whose journey went well. One of a journey that failed is left as it is."""
        page.goto("about:blank")
        page.context.clear_cookies()
        size = page.viewport_size
        assert size and page.context.pages == [page], "a tab comes back as it was given"
        self.free[size["width"], size["height"]].append(page)

    def _new(self, size: tuple[int, int]) -> Page:
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="zh-CN", timezone_id="Asia/Shanghai"
        )
        context.set_default_timeout(20_000)
        return context.new_page()


def cookies_of(tabs: Tabs, site: Site, gallery: Gallery, username: str) -> list[Any]:
    """The cookies of somebody signed in; signs in once in the whole run."""
    if username not in gallery.sessions:
        page = tabs.open(OFFICE, [])
        sign_in(page, site, username, site.passwords[username])
        assert "/login/" not in page.url, page.locator("body").inner_text()[:500]
        gallery.sessions[username] = page.context.cookies()
        tabs.keep(page)
    return gallery.sessions[username]
