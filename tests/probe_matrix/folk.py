"""Who asks in the matrix: one account per role, and those who may do nothing yet; and what stands around the people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.test import Client
from django.utils import timezone

from tests.probe_matrix.activities import lay_activities
from tests.probe_matrix.bereaved import lay_bereavements
from tests.probe_matrix.branches import lay_branches
from tests.probe_matrix.certificates import lay_certificates
from tests.probe_matrix.certifying import lay_certification
from tests.probe_matrix.city import COMMUNITIES, DESK, DISTRICT, HOMES, SIDES, STREET, City, clerk, holder, soul
from tests.probe_matrix.collected import lay_dues
from tests.probe_matrix.drawn import lay_calendar, lay_items
from tests.probe_matrix.estates import lay_estates
from tests.probe_matrix.faraway import lay_far_city
from tests.probe_matrix.followed import lay_followups
from tests.probe_matrix.hardships import lay_hardships
from tests.probe_matrix.hotline import lay_orders
from tests.probe_matrix.inward import lay_inward
from tests.probe_matrix.kept_benefits import lay_benefits
from tests.probe_matrix.letters import lay_letters
from tests.probe_matrix.living import lay_party_life
from tests.probe_matrix.missing import lay_missing
from tests.probe_matrix.months import lay_months
from tests.probe_matrix.offices import OFFICE, lay_offices, register_office
from tests.probe_matrix.oldsystem import lay_old_system
from tests.probe_matrix.outgoing import put_endpoint
from tests.probe_matrix.papers import lay_papers
from tests.probe_matrix.relations import lay_relations
from tests.probe_matrix.relieved import lay_reliefs
from tests.probe_matrix.reviewing import lay_reviews
from tests.probe_matrix.ruling import lay_rules
from tests.probe_matrix.scanned import lay_scans
from tests.probe_matrix.seconded import UNTIL, lay_secondments
from tests.probe_matrix.sentfiles import lay_files
from tests.probe_matrix.served import lay_duties
from tests.probe_matrix.services import daughter, lay_cases
from tests.probe_matrix.shared import lay_shared
from tests.probe_matrix.stamped import lay_stamped
from tests.probe_matrix.stores import lay_stores
from tests.probe_matrix.tried import lay_sandboxes
from tests.probe_matrix.volunteering import lay_volunteers
from yinqiao.areas.accounts import services as accounts
from yinqiao.areas.accounts.models import AccessKey, Grant, Invitation, User
from yinqiao.areas.accounts.queries import get_actor
from yinqiao.areas.accounts.types import NewGrant, NewInvitation, NewKey, NewUser, Role, Target
from yinqiao.areas.archives.models import Archive
from yinqiao.areas.authorisations.services import authorise
from yinqiao.areas.contacts.services import add_contact
from yinqiao.areas.contacts.types import ContactInput, Relation
from yinqiao.areas.datarights.services import open_data_request
from yinqiao.areas.datarights.types import AskedBy, DataAsk, DataRequestKind
from yinqiao.areas.duplicates.models import DuplicateCase
from yinqiao.areas.organisations.models import Division
from yinqiao.areas.portal.models import Session
from yinqiao.areas.portal.services import open_session
from yinqiao.areas.portal.types import Device, Means, Proof
from yinqiao.areas.retirees import events
from yinqiao.areas.retirees import services as register
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.types import (
    Correction,
    Death,
    NoteInput,
    NoteKind,
    Source,
)
from yinqiao.areas.separation.models import Match
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.acts import Subject, perform
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.retention.models import Proposal
from yinqiao.platform.ui.models import SavedView

CITY = "430100000000"
SYSTEM = Actor.system("matrix")
# Invitations remember who sent them, so this one has an id.
INVITER = Actor(uuid4(), "system", "布景员")
PASSWORD = "橘子洲头看万山红遍层林尽染"
ANONYMOUS, NO_ROLE, UNREADY, NO_SECOND = "anonymous", "none", "unready", "no_second_factor"
# The accepted person of the own side, signed in to the portal.
RETIREE = "retiree"
# The same person's daughter, by an authorisation with every limit that there is.
PROXY = "proxy"
# Who is seconded: by the enterprise of the own side to its community.
STAY = "stay"
# Role → over which unit it asks: a division's code or a side's enterprise.
UNITS = {
    "seconded_officer": STAY, "community_officer": COMMUNITIES["own"], "street_officer": STREET, "district_manager": DISTRICT,
    "city_manager": CITY, "agency_officer": DESK, "unit_admin": STREET, "auditor": DISTRICT,
    "data_protection_officer": CITY, "enterprise_officer": "own", "enterprise_admin": "own", "system_admin": "", "province_officer": "",
    "department_officer": OFFICE,
    "security_admin": "",
}  # fmt: skip
ROLES = tuple(UNITS)
VIEWERS = (*ROLES, ANONYMOUS, NO_ROLE, UNREADY, NO_SECOND, RETIREE, PROXY)
TOKENS: dict[str, str] = {}
# Access keys: of the community (`place`) and the enterprise (`firm`) of each side.
KEYS: dict[str, str] = {}


@dataclass(frozen=True)
class Folk:
    """The session cookie, the account and the grant of each viewer."""

    cookies: dict[str, str]
    users: dict[str, UUID]
    grants: dict[str, UUID]


def _target(city: City, unit: str) -> Target:
    if unit in city.firms:
        return Target(enterprise_id=city.firms[unit])
    if unit == OFFICE:
        return Target(office_id=register_office(city))
    if unit == STAY:
        return Target(division_id=Division.objects.get(code=COMMUNITIES["own"]).pk, enterprise_id=city.firms["own"])
    return Target(division_id=Division.objects.get(code=unit).pk) if unit else Target()


def account(city: City, username: str, role: str, unit: str) -> UUID:
    """An account with one role over a unit: the code of a division or the side of an enterprise."""
    grant = NewGrant(Role(role), _target(city, unit), date(2026, 1, 1), UNTIL if unit == STAY else None)
    user = NewUser(username, f"吴{username}")
    return accounts.create_user(actor=SYSTEM, at=city.at, user=user, grant=grant, password=PASSWORD).user_id


def gather_folk(city: City) -> Folk:
    """Make the accounts and sign each in."""
    users = {role: account(city, role.replace("_", "."), role, unit) for role, unit in UNITS.items()}
    for name in (NO_ROLE, UNREADY, NO_SECOND):
        users[name] = account(city, name.replace("_", "."), "community_officer", COMMUNITIES["own"])
    Grant.objects.filter(user_id=users[NO_ROLE]).update(valid_to=date(2026, 1, 2))
    User.objects.filter(pk=users[UNREADY]).update(must_change_password=True)
    cookies = {ANONYMOUS: "", RETIREE: _let_in(city, "own"), PROXY: _let_daughter_in(city)}
    for name, user_id in users.items():
        client = Client()
        client.force_login(User.objects.get(pk=user_id), "allauth.account.auth_backends.AuthenticationBackend")
        cookies[name] = client.cookies["sessionid"].value
    grants = {name: Grant.objects.get(user_id=user_id).pk for name, user_id in users.items()}
    return Folk(cookies, users, grants)


def _let_in(city: City, side: str) -> str:
    """A session in the portal of the accepted person of a side: the token that the browser keeps."""
    proof = Proof(city.targets["accepted_person"][side], Means.PHONE_CODE)
    return open_session(actor=SYSTEM, at=timezone.now(), proof=proof, device=Device("手机"))


def _let_daughter_in(city: City) -> str:
    """A session of whoever acts for the accepted person of the own side."""
    person = city.targets["accepted_person"]["own"]
    made = authorise(actor=holder("own"), at=city.at, retiree_id=person, new=daughter(city, "13900007701"))
    proof = Proof(person, Means.PHONE_CODE, made)
    return open_session(actor=SYSTEM, at=timezone.now(), proof=proof, device=Device("手机"))


def furnish(city: City, folk: Folk) -> None:
    """Notes, contacts, requests, deaths, duplicates, accounts, invitations, proposals: one of each on each side."""
    for side in HOMES:
        _around_a_person(city, side)
        _correct(city, side)
        _happen(city, side)
    for side in SIDES:
        _around_an_account(city, side)
    lay_papers(city)
    lay_stores(city)
    lay_estates(city)
    lay_relations(city)
    lay_dues(city)
    lay_party_life(city)
    lay_reviews(city)
    lay_branches(city)
    lay_months(city)
    lay_far_city(city)
    lay_missing(city)
    lay_certification(city)
    lay_inward(city)
    lay_offices(city)
    lay_hardships(city)
    lay_duties(city)
    lay_benefits(city)
    KEYS.update(lay_sandboxes(city, folk.users["city_manager"]))
    lay_rules(city)
    lay_items(city, folk.users["city_manager"])
    lay_calendar(city, folk.users["city_manager"])
    lay_files(city)
    lay_followups(city)
    lay_bereavements(city)
    lay_reliefs(city)
    lay_letters(city)
    lay_cases(city)
    lay_activities(city)
    lay_volunteers(city)
    lay_shared(city)
    lay_orders(city)
    lay_certificates(city)
    lay_scans(city)
    lay_stamped(city)
    lay_secondments(city, folk.users["seconded_officer"])
    _duplicates(city)
    _matches(city)
    lay_old_system(city)
    _oversight(city)
    for side in SIDES:
        _let_in(city, side)
        with acting(SYSTEM):
            mine = Session.objects.filter(retiree_id=city.targets["accepted_person"][side])
            city.put("portal_session", side, mine.latest("id").pk)
    for viewer, user_id in folk.users.items():
        city.put("view", f"own.{viewer}", _view_of(user_id))
    for side in ("sibling", "other"):
        city.put("view", side, _view_of(uuid4()))


def _view_of(user_id: UUID) -> UUID:
    """A saved view of somebody's, made as that person: nobody else may."""
    with acting(Actor(user_id, "community_officer", "布景员")):
        made = SavedView.objects.create(
            owner_id=user_id, list_name="ledger:people", name="常用", query="status=managed"
        )
    return made.pk


def _around_a_person(city: City, side: str) -> None:
    local, person = holder(side), city.targets["accepted_person"][side]
    today, sign = timezone.localdate(city.at), soul(side, "accepted").values["name"][1:]
    for kind, words in (("note", "走访所见"), ("contact_name", "李"), ("request", "请求内容")):
        city.texts[f"{kind}.{side}"] = words + sign
    city.texts[f"contact_mobile.{side}"] = f"1377300000{HOMES.index(side)}"
    visit = NoteInput(NoteKind.VISIT, today, city.texts[f"note.{side}"])
    city.put("note", side, register.add_note(actor=local, at=city.at, retiree_id=person, note=visit))
    entered = ContactInput(
        city.texts[f"contact_name.{side}"], Relation.SON, city.texts[f"contact_mobile.{side}"], today, ""
    )
    city.put("contact", side, add_contact(actor=local, at=city.at, retiree_id=person, contact=entered))
    ask = DataAsk(DataRequestKind.COPY, AskedBy.SELF, today, city.texts[f"request.{side}"])
    city.put("request", side, open_data_request(actor=local, at=city.at, retiree_id=person, ask=ask))
    # The one who is at the desk died: there is a death to take back, and the desk's officer has a person.
    street = clerk("city_manager", CITY)
    desk = city.targets["desk_person"][side]
    with acting(street):
        version = Retiree.objects.get(pk=desk).lock_version
    death = Death(today - timedelta(days=3), Source.RELATIVE, "火化证明", version)
    register.record_death(actor=street, at=city.at, retiree_id=desk, death=death)


def _correct(city: City, side: str) -> None:
    """What the roster said gives way to what the officer learned: the old values remain in the history alone."""
    person, one = city.targets["accepted_person"][side], soul(side, "accepted")
    names = {"phone": "phone", "address": "address", "household": "household_address", "party": "party_branch",
             "archive": "archive_no", "building": "building"}  # fmt: skip
    local = holder(side)
    with acting(local):
        version = Retiree.objects.get(pk=person).lock_version
    values = {field: one.values[kind] for kind, field in names.items()}
    register.correct_details(
        actor=local, at=city.at, retiree_id=person,
        correction=Correction(values, Source.SELF, timezone.localdate(city.at), version),
    )  # fmt: skip


def _happen(city: City, side: str) -> None:
    """Events that carry more than a page should tell, one that an enterprise may know of and one that it may not."""
    with acting(SYSTEM):
        row = Retiree.objects.get(pk=city.targets["accepted_person"][side])
    secret = city.texts[f"event_data.{side}"] = f"事件内情{soul(side, 'accepted').values['name'][1:]}"
    told = Subject(row.pk, enterprise_id=row.enterprise_id, place_no=row.place_no, data={"why": secret, "note": secret})
    with perform(actor=SYSTEM, action="retirees.correct_details", at=city.at) as act:
        act.emit(events.DETAILS_CORRECTED, [told])
        act.emit(events.REGISTERED, [told])


def _around_an_account(city: City, side: str) -> None:
    """Accounts that administrators look after: an officer in the community and one in the enterprise of the side."""
    for kind, role, unit in (
        ("place_user", "community_officer", COMMUNITIES[side]),
        ("firm_user", "enterprise_officer", side),
        ("admin_user", "unit_admin", COMMUNITIES[side]),
    ):
        user_id = account(city, f"{side}.{kind}".replace("_", "."), role, unit)
        city.put(kind, side, user_id)
        city.put(kind.replace("user", "grant"), side, Grant.objects.get(user_id=user_id).pk)
        target = _target(city, unit)
        token = accounts.invite(actor=INVITER, at=city.at, invitation=NewInvitation(f"周{side}", Role(role), target))
        city.put(kind.replace("user", "invitation"), side, Invitation.objects.latest("id").pk)
        TOKENS[side] = token
    firm_admin = account(city, f"{side}.firm.admin", "enterprise_admin", side)
    for kind, maker in (("place", city.targets["admin_user"][side]), ("firm", firm_admin)):
        by = get_actor(user=User.objects.get(pk=maker), grant_id=None, today=timezone.localdate(city.at), request_id="")
        until = timezone.localdate(city.at) + timedelta(days=30)
        key = NewKey(f"取数程序{side}", city.targets[f"{kind}_grant"][side], until)
        KEYS[f"{kind}.{side}"] = accounts.make_key(actor=by, at=city.at, key=key)
        city.put(f"{kind}_key", side, AccessKey.objects.latest("id").pk)
        put_endpoint(city, kind, side, by)


def _duplicates(city: City) -> None:
    """Pairs: within own (accepted and waiting), within sibling, within other."""
    with acting(SYSTEM):
        for side in SIDES:
            pair = sorted(city.targets[kind][side] for kind in ("accepted_person", "waiting_person"))
            place_no = Retiree.objects.get(pk=city.targets["accepted_person"][side]).place_no
            made = DuplicateCase.objects.create(
                first_id=pair[0], second_id=pair[1], place_no=place_no, score=90, reasons=["id_digit_changed"]
            )
            city.put("case", side, made.pk)


def _matches(city: City) -> None:
    """Pairs of a person and an archive of the same side; own and sibling have the same street."""
    with acting(SYSTEM):
        for side in SIDES:
            archive = Archive.objects.filter(catalogue_id=city.targets["offered_catalogue"][side]).first()
            assert archive is not None
            made = Match.objects.create(
                retiree_id=city.targets["accepted_person"][side], archive=archive, score=80, reasons=["name_equal"]
            )
            city.put("match", side, made.pk)


def _oversight(city: City) -> None:
    """Entries of the log and things due for destruction; both are the city's, whoever's side they came from."""
    with acting(SYSTEM):
        for side in SIDES:
            city.put(
                "entry", side, Entry.objects.filter(action="handover.submit_batch").order_by("id")[SIDES.index(side)].pk
            )
            due = Proposal.objects.create(
                rule="retention.roster_rows", rule_version="1", object_id=city.targets["batch"][side], label=f"名册{side}",
                kept_since=date(2020, 1, 1), due_on=date(2026, 1, 1), state="proposed",
            )  # fmt: skip
            city.put("proposal", side, due.pk)
        Proposal.objects.create(
            rule="retention.roster_rows", rule_version="1", object_id=uuid4(), label="已销毁名册", kept_since=date(2020, 1, 1),
            due_on=date(2026, 1, 1), state="destroyed", record_no="XH-2026-0001", decided_at=city.at, decided_name="某人",
        )  # fmt: skip
