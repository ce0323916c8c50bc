"""A person at a browser: signs in, walks the pages, and looks at each one the way a strict inspector would."""

from __future__ import annotations

import base64
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, ResolverMatch, resolve
from playwright.sync_api import CDPSession, ConsoleMessage, Download, Frame, Locator, Page, Response
from playwright.sync_api import Error as PlaywrightError

from tests.journeys.gallery import Gallery
from tests.journeys.inspecting import Seen, faults_of, see
from tests.journeys.links import shut_links
from tests.journeys.site import Site

OFFICE, PHONE = (1366, 768), (390, 844)
# What 200 % zoom leaves of an office screen, in the pixels of the page.
ZOOMED = OFFICE[0] // 2, OFFICE[1] // 2
PICTURES = Path(__file__).parents[2] / "build" / "journeys"
# A refused form or a page that is not there is an answer, not a fault of the page.
ANSWERED = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
# A page that renews itself (a progress bar at its end) goes away under the inspector's hands: he looks at the new one.
GONE = re.compile("context was destroyed|because of a navigation|frame was detached")
# What sticks out, for the message; found only when something does.
STICKING_OUT = """() => [...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width && box.right > document.scrollingElement.clientWidth + 1 && !e.closest('.table-wrap');
}).slice(0, 5).map(e => e.outerHTML.slice(0, 160))"""


@dataclass
class Visit:
    """One tab of one person. Every page that was opened must be looked at before the tab is closed.

    Whatever leads to a page asks axe about it by itself.
    """

    page: Page
    site: Site
    gallery: Gallery
    role: str = ""
    status: int = 0
    problems: list[str] = field(default_factory=list)
    visited: set[str] = field(default_factory=set)
    looked_at: set[str] = field(default_factory=set)
    arrived: set[tuple[str, str]] = field(default_factory=set)
    # Screen -> pages, each as it stood, of which nothing is left to ask.
    known: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    # The page that was last found to fit.
    fitting: str = ""

    def __post_init__(self) -> None:
        """Listen to the console and to every answer from now on."""
        for event, hear in self._ears().items():
            self.page.on(event, hear)

    def _ears(self) -> dict[Any, Callable[[Any], None]]:
        return {
            "console": self._hear, "pageerror": self._fail, "response": self._weigh, "framenavigated": self._arrive,
        }  # fmt: skip

    def _fail(self, error: PlaywrightError) -> None:
        self.problems.append(f"script: {error} on {self.page.url}")

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not ANSWERED.match(message.text):
            self.problems.append(f"console: {message.text} on {self.page.url}")

    def _weigh(self, response: Response) -> None:
        request = response.request
        if request.method == "POST" or "hx-request" in request.headers:
            self.gallery.used.add(_name(response.url))
        if request.is_navigation_request() and response.frame == self.page.main_frame:
            self.status = response.status
        if response.status >= 500:
            self.problems.append(f"{response.status} at {response.url}")

    def _arrive(self, frame: Frame) -> None:
        if frame == self.page.main_frame and frame.url.startswith(self.site.url):
            self.visited.add(_route(frame.url))
            self.arrived.add((_pattern(frame.url), self.screen()))

    def screen(self) -> str:
        """The window that axe is asked in: what 200 % zoom leaves of an office screen, a phone as it is."""
        size = self.page.viewport_size or {"width": 0, "height": 0}
        width, height = size["width"], size["height"]
        return "{}x{}".format(*(ZOOMED if (width, height) == OFFICE else (width, height)))

    def go(self, path: str) -> Response | None:
        """Open an address of the site."""
        answer = self.page.goto(self.site.url + path)
        self._inspect()
        return answer

    def follow(self, target: Locator) -> None:
        """Click what leads to another page, or to this one anew, and wait until that page is there."""
        # Work that ends opens its page anew by itself: what is still coming is not the page that the click leads to.
        self.page.wait_for_load_state()
        with self.page.expect_navigation():
            target.click()
        self._inspect()

    def click(self, words: str | re.Pattern[str]) -> None:
        """Follow the link or button with these words in the page itself."""
        main = self.page.locator("main")
        self.follow(main.get_by_role("button", name=words).or_(main.get_by_role("link", name=words)).first)

    def send(self, words: str) -> None:
        """Send the form whose button says exactly this."""
        self.follow(self.page.locator("main").get_by_role("button", name=words, exact=True).first)

    def says(self, *sentences: str) -> None:
        """The page says each of these."""
        words = self.words()
        for sentence in sentences:
            assert sentence in words, f"“{sentence}” is not on {self.page.url}: {words[:1500]}"

    def words(self) -> str:
        """Everything that the page says."""
        return self.page.locator("body").inner_text()

    def address(self) -> str:
        """The address of the page within the site."""
        return self.page.url.removeprefix(self.site.url)

    def figure(self, label: str) -> int:
        """The number of the tile with this label."""
        tile = self.page.locator(".stat", has_text=label).first
        return int(tile.locator(".stat-value").inner_text().replace(",", "").split()[0].rstrip("人行卷项"))

    def total(self) -> int:
        """How many rows the list counts; 0 when it is empty."""
        count = self.page.locator(".table-count")
        return int(re.sub(r"\D", "", count.inner_text().split("，第")[0])) if count.count() else 0

    @contextmanager
    def download(self) -> Iterator[list[BytesIO]]:
        """What is clicked inside is downloaded; the file is the one entry of the list afterwards."""
        files: list[BytesIO] = []
        with self.page.expect_download() as caught:
            yield files
        got: Download = caught.value
        self.gallery.answers[_name(got.url)] = "a file"
        files.append(BytesIO(Path(got.path()).read_bytes()))

    def look(self, picture: str = "") -> None:
        """Look at the page: take its picture, then at 200 % zoom axe finds nothing and nothing sticks out sideways.

        A page that is no picture of its own is glanced at.
        """
        seen = self._settle()
        if picture:
            self.take(picture)
        self._inspect(seen, must_fit=True)

    def glance(self) -> None:
        """Look at a page whose like was perhaps looked at before."""
        self.look()

    def _inspect(self, seen: Seen | None = None, *, must_fit: bool = False) -> None:
        """Ask axe about the page whenever it shows, in this window, kinds of parts that are new at its address or faces that
        are new on the whole site.
        """
        seen = seen or self._see()
        if self._is_known(seen) and (not must_fit or seen.standing == self.fitting):
            return
        with self._zoomed():
            zoomed = self._see()
            if must_fit:
                assert zoomed.over <= 0, (
                    f"{zoomed.over} px too wide: {self.page.url}\n{self.page.evaluate(STICKING_OUT)}"
                )
            if not self._is_known(zoomed):
                self._ask_axe(zoomed)
        if zoomed.over <= 0:
            self.fitting = seen.standing

    def _see(self) -> Seen:
        for _ in range(5):
            try:
                return see(self.page, self.known[self.screen()])
            except PlaywrightError as gone:
                if not GONE.search(str(gone)):
                    raise
                self.page.wait_for_load_state()
        raise AssertionError(f"{self.page.url} does not stand still")

    def _is_known(self, seen: Seen) -> bool:
        screen = self.screen()
        at_address = self.gallery.inspected.get((_pattern(self.page.url), screen), set())
        if seen.parts and seen.parts <= at_address and seen.faces <= self.gallery.faces.get(screen, set()):
            self.known[screen].add(seen.standing)
        return seen.standing in self.known[screen]

    def _ask_axe(self, seen: Seen) -> None:
        known = self.gallery.faces.setdefault(self.screen(), set())
        faults = faults_of(self.page, seen, known)
        assert not faults, f"{self.role or 'stranger'} at {self.page.url} in {self.screen()}\n" + "\n".join(faults)
        known |= seen.faces
        self.gallery.inspected.setdefault((_pattern(self.page.url), self.screen()), set()).update(seen.parts)
        self.known[self.screen()].add(seen.standing)

    def _settle(self) -> Seen:
        seen = self._see()
        self.looked_at.add(self.route())
        if self.status in (200, 422) or not getattr(_match(self.page.url).func, "required_roles", None):
            # A refusal is no look at a page, except where everybody is told so.
            self.gallery.pages.add(_name(self.page.url))
        if self.role and (shut := shut_links(self.page, self.role)):
            self.problems.append(f"{self.page.url} offers {shut}, which this role may not open")
        return seen

    @contextmanager
    def _zoomed(self) -> Iterator[None]:
        """An office screen at 200 % zoom; a phone as it is."""
        size = self.page.viewport_size
        is_office = size == {"width": OFFICE[0], "height": OFFICE[1]}
        if is_office:
            self.page.set_viewport_size({"width": ZOOMED[0], "height": ZOOMED[1]})
        try:
            yield
        finally:
            if is_office:
                self.page.set_viewport_size({"width": OFFICE[0], "height": OFFICE[1]})

    def route(self) -> str:
        """The address of the page without what differs from person to person."""
        return _route(self.page.url)

    def take(self, picture: str) -> None:
        """Keep a picture of what is to be seen now: packed in half of the time, a fifth larger."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        taken = self._camera.send("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True})
        (PICTURES / f"{picture}.png").write_bytes(base64.b64decode(taken["data"]))
        self.gallery.taken.add(picture)

    @cached_property
    def _camera(self) -> CDPSession:
        return self.page.context.new_cdp_session(self.page)

    def close(self) -> None:
        """The console stayed quiet, no answer failed, and no page was walked past."""
        for event, hear in self._ears().items():
            self.page.remove_listener(event, hear)
        if "_camera" in vars(self):
            self._camera.detach()
        assert not self.problems, "\n".join(self.problems)
        unseen = self.visited - self.looked_at
        assert not unseen, f"opened but never looked at: {sorted(unseen)}"
        unasked = self.arrived - self.gallery.inspected.keys()
        assert not unasked, f"opened without asking axe (go, follow, click and send ask it): {sorted(unasked)}"


def _route(url: str) -> str:
    """The address without what differs from person to person."""
    path = urlsplit(url).path
    return "/accounts/invitation/*/" if path.startswith("/accounts/invitation/") else UUID.sub("*", path)


def _pattern(url: str) -> str:
    """The name of the address, whatever it names; one word for all that lead nowhere."""
    try:
        return _name(url)
    except Resolver404:
        return "nowhere"


def _match(url: str) -> ResolverMatch:
    """The route behind an address of the site."""
    return resolve(urlsplit(url).path)


def _name(url: str) -> str:
    return _match(url).view_name


def sign_in(page: Page, site: Site, username: str, password: str) -> None:
    """Fill in the sign-in page and send it."""
    page.goto(f"{site.url}/accounts/login/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", password)
    with page.expect_navigation():
        page.click("main button[type=submit]")
