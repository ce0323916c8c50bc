"""Brings party organisations to where a test wants them, by the acts of the people who would do it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from yinqiao.areas.branches import queries, services
from yinqiao.areas.branches.models import Custody, Organisation, OrganisationStep, RosterBranch
from yinqiao.areas.branches.rules import step_named
from yinqiao.areas.branches.types import (
    Figures,
    Headcount,
    Kind,
    Listing,
    Need,
    Path,
    Role,
    Side,
    State,
    StepFacts,
    Unlisted,
)
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party.tests.transfers import STREET, SYSTEM, TODAY, Transfer
from yinqiao.platform.access import Actor, acting

FIRST, SECOND = "退休第一党支部", "退休第二党支部"
DAY = date(2026, 3, 1)
LATER = date(2026, 9, 1)


def listing(name: str = FIRST, **told: object) -> Listing:
    """A branch of the enterprise with a secretary."""
    usual = Listing(name, Kind.BRANCH, "机床集团党委", 2, "", "月华巷12号", Role.SECRETARY, "周建军", "13900001234")
    return replace(usual, **told)  # type: ignore[arg-type]


def facts(path: Path, code: str, /, **told: object) -> StepFacts:
    """Everything that a step needs."""
    step = step_named(path, code)
    needs = step.needs if step else ()
    usual = StepFacts(
        DAY, "湘机党〔2026〕5号" if Need.NUMBER in needs else "", "望月湖街道第九党支部" if Need.NAMED in needs else "",
        "", LATER if Need.NEXT_ON in needs else None, "陈国强" if Need.SECRETARY in needs else "", "",
        "党员多在厂区居住" if Need.NOTE in needs else "",
    )  # fmt: skip
    return replace(usual, **told)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Handing:
    """Who hands over and who receives."""

    party: Transfer

    @property
    def firm(self) -> Actor:
        """The enterprise's officer."""
        return self.party.firm

    @property
    def street(self) -> Actor:
        """The receiver."""
        return self.party.street

    def add(self, name: str = FIRST, by: Actor | None = None, **told: object) -> UUID:
        """List an organisation."""
        who = by or self.firm
        return services.list_organisation(
            actor=who, at=NOW, enterprise_id=who.scope.enterprises[0], listing=listing(name, **told)
        )

    def offer(self, name: str = FIRST, path: Path = Path.WHOLE, to: str = STREET, by: Actor | None = None) -> int:
        """Offer one organisation."""
        place_no = places().by_code[to].place_no
        return services.offer_organisations(
            actor=by or self.firm, at=NOW, ids=[self.row(name).pk], path=path, place_no=place_no
        )

    def withdraw(self, name: str = FIRST, by: Actor | None = None) -> int:
        """Take one organisation back."""
        return services.withdraw_organisations(actor=by or self.firm, at=NOW, ids=[self.row(name).pk])

    def send_back(
        self, name: str = FIRST, reason: str = "members_differ", note: str = "", by: Actor | None = None
    ) -> int:
        """Return one organisation."""
        return services.return_organisations(
            actor=by or self.street, at=NOW, ids=[self.row(name).pk], reason=reason, note=note
        )

    def step(self, code: str, name: str = FIRST, /, by: Actor | None = None, **told: object) -> None:
        """Do one step, by the side whose it is."""
        row = self.row(name)
        due = step_named(row.stand.path, code)
        who = by or (self.street if due and due.side is Side.PLACE else self.firm)
        told_facts = facts(row.stand.path or Path.WHOLE, code, **told)
        services.record_step(
            actor=who, at=NOW, organisation_id=row.pk, version=row.lock_version, code=code, facts=told_facts
        )

    def walk(self, name: str = FIRST, until: str = "") -> None:
        """Do every step that is left, or those before the one named."""
        while (code := self.row(name).next_step) and code != until:
            self.step(code, name)

    def row(self, name: str = FIRST) -> Organisation:
        """An organisation, whoever may see it; of several of a name the newest."""
        with acting(SYSTEM):
            return Organisation.objects.filter(name=name).latest("id")

    def state(self, name: str = FIRST) -> State:
        """Where an organisation stands."""
        return State[self.row(name).state.upper()]

    def steps(self, name: str = FIRST) -> list[OrganisationStep]:
        """The recorded steps in their order."""
        with acting(SYSTEM):
            return [*OrganisationStep.objects.filter(organisation__name=name).order_by("id")]

    def holders(self, name: str = FIRST) -> list[tuple[bool, bool]]:
        """Who was responsible one after the other: whether a place, whether still."""
        with acting(SYSTEM):
            held = Custody.objects.filter(organisation__name=name).order_by("no")
            return [(one.holder_place_no is not None, one.until is None) for one in held]

    def seen_by(self, actor: Actor) -> list[str]:
        """The names that somebody sees."""
        with acting(actor):
            return sorted(queries.list_organisations(scope=actor.scope).values_list("name", flat=True))

    def unlisted(self, actor: Actor | None = None) -> list[Unlisted]:
        """What rosters name and nobody has listed."""
        who = actor or self.firm
        with acting(who):
            return queries.list_unlisted(scope=who.scope, today=TODAY)

    def links(self) -> dict[str, str]:
        """Branch of a roster, as it is called now → the organisation it is."""
        with acting(SYSTEM):
            found = RosterBranch.objects.select_related("organisation")
            return {one.name: one.organisation.name for one in found}

    def members(self, actor: Actor, name: str = FIRST) -> Headcount:
        """The members of an organisation as somebody counts them."""
        key = self.row(name).pk
        with acting(actor):
            told = queries.count_members(scope=actor.scope, organisation_ids=[key], today=TODAY)
            return told.get(key, Headcount())

    def figures(self, actor: Actor) -> Figures:
        """The figures that somebody reads."""
        with acting(actor):
            return queries.get_figures(scope=actor.scope, today=TODAY)
