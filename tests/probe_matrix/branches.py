"""Party organisations of the matrix: on each side one at every turn of its way, and branches of rosters beside them."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from django.utils import timezone

from tests.probe_matrix.city import CITY, SIDES, STREET, City, clerk, firm_clerk
from yinqiao.areas.branches import services
from yinqiao.areas.branches.models import Organisation, OrganisationStep
from yinqiao.areas.branches.types import Kind, Listing, Path, Role, Scan, StepFacts
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party.models import Organisation as RosterOrganisation
from yinqiao.platform.access import Actor, acting

_RECEIVERS = {"own": STREET, "sibling": STREET, "other": "430105001000"}


class _Side:
    """The enterprise and the receiver of one side."""

    def __init__(self, city: City, side: str) -> None:
        self.city, self.at, self.side = city, city.at, side
        self.firm, self.receiver = firm_clerk(city, side), clerk("city_manager", CITY)
        self.serial = 0

    def listed(self) -> UUID:
        self.serial += 1
        told = Listing(f"退休第{self.serial}党支部", Kind.BRANCH, members=0, role=Role.CONTACT, phone="0731-88880000")
        return services.list_organisation(
            actor=self.firm, at=self.at, enterprise_id=self.city.firms[self.side], listing=told
        )  # fmt: skip

    def dropped(self) -> UUID:
        one = self.listed()
        services.drop_organisation(actor=self.firm, at=self.at, organisation_id=one)
        return one

    def offered(self) -> UUID:
        one, place_no = self.listed(), places().by_code[_RECEIVERS[self.side]].place_no
        services.offer_organisations(actor=self.firm, at=self.at, ids=[one], path=Path.WHOLE, place_no=place_no)
        return one

    def approved(self) -> UUID:
        one = self.offered()
        scan = Scan(BytesIO(b"%PDF-1.4\n1 0 obj\n%%EOF\n"), "批复.pdf")
        services.record_step(
            actor=self.firm, at=self.at, organisation_id=one, version=version_of(one), code="approval",
            facts=StepFacts(timezone.localdate(self.at), "党〔1〕号", scan=scan),
        )  # fmt: skip
        return one

    def branch(self, name: str) -> UUID:
        with acting(Actor.system("matrix")):
            return RosterOrganisation.objects.get(enterprise_id=self.city.firms[self.side], name=name).pk


def version_of(organisation_id: UUID | None) -> int:
    """The version of an organisation as its page would say it."""
    with acting(Actor.system("matrix")):
        found = Organisation.objects.filter(pk__in=[organisation_id] if organisation_id else [])
        return found.values_list("lock_version", flat=True).first() or 1


def listed_beside(branch_id: UUID | None) -> str:
    """An organisation that the enterprise of a roster's branch has listed."""
    with acting(Actor.system("matrix")):
        firm = RosterOrganisation.objects.filter(pk=branch_id).values_list("enterprise_id", flat=True).first()
        return str(
            Organisation.objects.filter(enterprise_id=firm or 0, state="listed").values_list("pk", flat=True).first()
        )


def lay_branches(city: City) -> None:
    """Organisations on every side; called when the rosters of members were submitted."""
    for name in SIDES:
        side = _Side(city, name)
        listed = side.listed()
        city.put("listed_branch", name, listed)
        city.put("dropped_branch", name, side.dropped())
        city.put("offered_own_branch", name, side.offered())
        approved = side.approved()
        city.put("approved_branch", name, approved)
        city.put("seen_branch", name, approved)
        with acting(Actor.system("matrix")):
            step_id = OrganisationStep.objects.get(organisation_id=approved).pk
        city.put("branch_step", name, step_id)
        city.put("branch_scan", name, step_id)
        linked = side.branch("共用支部")
        services.link_branch(actor=side.firm, at=city.at, branch_id=linked, organisation_id=listed)
        city.put("linked_branch", name, linked)
        city.put("unlisted_branch", name, side.branch(city.texts[f"relation.{name}"]))
