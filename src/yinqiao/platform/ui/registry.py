"""Registries of the workbench. A room never imports the shell: it leaves here what the shell shall draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from yinqiao.platform.access.types import Actor

# Up to which order of an entry a heading reaches.
_HEADINGS = (
    (20, "移交与接收"), (30, "人员与服务"), (40, "办件与诉求"), (50, "信息核对"), (55, "党建"), (63, "台账与文书"),
    (70, "规则与来源"), (100, "统计与监督"), (1_000_000, "系统管理"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One line of the side menu. `url_name` is reversed without arguments; shown to the roles named.

    `order` also says under which heading it stands: a city's manager has sixty of them.
    """

    label: str
    url_name: str
    icon: str
    roles: frozenset[str]
    order: int = 100

    @property
    def group(self) -> str:
        """The heading that it stands under."""
        return next(heading for below, heading in _HEADINGS if self.order < below)


@dataclass(frozen=True, slots=True)
class TodayEntry:
    """One line of “today”: how many, what, how urgent, where to go. The count equals the list it opens."""

    label: str
    count: int
    url: str
    button: str
    urgency: str = "normal"
    hint: str = ""


# Gives the entries of one room for an actor on a day; asked in the actor's own transaction.
TodaySource = Callable[[Actor, date], Sequence[TodayEntry]]


@dataclass(frozen=True, slots=True)
class PanelView:
    """One panel ready to draw: its template with the context that its room loaded."""

    key: str
    title: str
    template: str
    context: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PersonPanel:
    """A part of the person page: a template of the room and a function that gives its context, or None to hide it.

    `slot` is `main` (left), `side` (right: what is due) or `acts` (buttons).
    """

    key: str
    title: str
    template: str
    load: Callable[[Actor, UUID, date], Mapping[str, Any] | None]
    slot: str = "main"
    roles: frozenset[str] = frozenset()
    order: int = 100

    def view(self, actor: Actor, retiree_id: UUID, today: date) -> PanelView | None:
        """The panel of one person for an actor, or None where its room hides it."""
        loaded = self.load(actor, retiree_id, today)
        return None if loaded is None else PanelView(self.key, self.title, self.template, dict(loaded))


@dataclass(frozen=True, slots=True)
class PagePart:
    """What a room adds to the page of one thing of another room: its template and a function that gives its context.

    The function takes the actor and the thing's id, and gives None to hide the part.
    """

    key: str
    title: str
    template: str
    load: Callable[[Actor, UUID], Mapping[str, Any] | None]

    def view(self, actor: Actor, thing_id: UUID) -> PanelView | None:
        """The part for one thing and an actor, or None where its room hides it."""
        loaded = self.load(actor, thing_id)
        return None if loaded is None else PanelView(self.key, self.title, self.template, dict(loaded))


@dataclass(frozen=True, slots=True)
class StrandView:
    """What a room knows of one strand of a person (人·党·档·养老): its state in words, since when, from where."""

    state: str
    on: date | None
    source: str


# Gives what a room knows of one strand of a person, or None: then what was declared stands.
StrandSource = Callable[[Actor, UUID], StrandView | None]


@dataclass(frozen=True, slots=True)
class PageLink:
    """A way from the page of one thing to what another room keeps about it; `url_name` takes the thing's id."""

    label: str
    url_name: str


@dataclass(frozen=True, slots=True)
class EnterpriseFact:
    """What a room holds of an enterprise within an actor's scope: how many of what, and the list of exactly those."""

    label: str
    count: int
    unit: str
    url: str
    tone: str = "neutral"


# Gives what one room holds of an enterprise for an actor, on a day.
EnterpriseFacts = Callable[[Actor, int, date], Sequence[EnterpriseFact]]


@dataclass(slots=True)
class UiRegistry:
    """What all rooms registered, in the order the shell draws it."""

    menu: list[MenuEntry] = field(default_factory=list)
    today: list[TodaySource] = field(default_factory=list)
    panels: list[PersonPanel] = field(default_factory=list)
    people_list: MenuEntry | None = None
    strands: dict[str, StrandSource] = field(default_factory=dict)
    links: dict[str, list[PageLink]] = field(default_factory=dict)
    parts: dict[str, list[PagePart]] = field(default_factory=dict)
    enterprise_facts: list[EnterpriseFacts] = field(default_factory=list)

    def add_menu(self, entry: MenuEntry) -> None:
        """Register a menu entry; the same url twice is a fault of ours."""
        if any(known.url_name == entry.url_name for known in self.menu):
            raise ValueError(f"menu entry registered twice: {entry.url_name}")
        self.menu.append(entry)
        self.menu.sort(key=lambda one: one.order)

    def add_people_list(self, entry: MenuEntry) -> None:
        """Register the list of people, to which a page about one of them leads back."""
        self.add_menu(entry)
        self.people_list = entry

    def add_today(self, source: TodaySource) -> None:
        """Register a source of today's list."""
        if source not in self.today:
            self.today.append(source)

    def add_panel(self, panel: PersonPanel) -> None:
        """Register a panel of the person page; the same key twice is a fault of ours."""
        if any(known.key == panel.key for known in self.panels):
            raise ValueError(f"panel registered twice: {panel.key}")
        self.panels.append(panel)
        self.panels.sort(key=lambda one: one.order)

    def add_strand(self, key: str, source: StrandSource) -> None:
        """Register who knows a strand (`archive`) better than what was declared; two for one are a fault of ours."""
        if self.strands.setdefault(key, source) is not source:
            raise ValueError(f"strand registered twice: {key}")

    def add_link(self, page: str, label: str, url_name: str) -> None:
        """Register a way from the pages of a kind of thing (`agreement`) to a page of another room about the same."""
        link = PageLink(label, url_name)
        if link not in self.links.setdefault(page, []):
            self.links[page].append(link)

    def links_of(self, page: str, thing_id: UUID) -> list[tuple[str, str]]:
        """What other rooms keep about one thing of a kind: words and address."""
        return [(one.label, reverse(one.url_name, args=[thing_id])) for one in self.links.get(page, [])]

    def add_part(self, page: str, part: PagePart) -> None:
        """Register a part of the pages of a kind of thing (`claim`); the same key twice is a fault of ours."""
        if any(known.key == part.key for known in self.parts.setdefault(page, [])):
            raise ValueError(f"part registered twice: {part.key}")
        self.parts[page].append(part)

    def parts_of(self, page: str, actor: Actor, thing_id: UUID) -> list[PanelView]:
        """What other rooms add to the page of one thing, for an actor."""
        views = (one.view(actor, thing_id) for one in self.parts.get(page, []))
        return [one for one in views if one is not None]

    def add_enterprise_facts(self, source: EnterpriseFacts) -> None:
        """Register what a room holds of an enterprise, for the enterprise's page."""
        if source not in self.enterprise_facts:
            self.enterprise_facts.append(source)

    def menu_for(self, role: str) -> list[MenuEntry]:
        """The menu of one role."""
        return [entry for entry in self.menu if role in entry.roles]

    def panels_for(self, role: str) -> list[PersonPanel]:
        """The panels of the person page that a role may see."""
        return [panel for panel in self.panels if not panel.roles or role in panel.roles]


ui = UiRegistry()
