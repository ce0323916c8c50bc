"""What happened in the demo city this week, done through the product's own acts by the people who would do it.

A roster full of mistakes waits for its enterprise; another was submitted, and communities have its people to answer;
one person was returned; one death was recorded; enterprises and places negotiate and keep their agreements; the
archives of the submitted roster travel; people retire, and some of them late; facts are missing and people sought; pensioners are certified, services fall due;
an office has sent its file of the month; an enterprise told of single people's benefits; allowances were asked for and are on their way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import polars as pl
from django.utils import timezone

from yinqiao.areas.accounts.types import Role
from yinqiao.areas.handover.queries import list_offers
from yinqiao.areas.handover.services import Choice, return_people, submit_batch
from yinqiao.areas.handover.types import ROSTER, OfferState, ReturnReason
from yinqiao.areas.lists.services import begin_submission
from yinqiao.areas.organisations.queries import (
    find_enterprise_by_uscc,
    places,
    scope_of_division,
    scope_of_enterprise,
)
from yinqiao.areas.othercity.services import find_residences
from yinqiao.areas.retirees.queries import find_people, get_person
from yinqiao.areas.retirees.services import record_death
from yinqiao.areas.retirees.types import Death, Source
from yinqiao.platform.access import Actor, acting
from yinqiao.shell.demo.cast import CAST, CAST_ENTERPRISES, CAST_USERS, NEAR, cast_credit_code
from yinqiao.shell.demo.loading.activities import load_activities
from yinqiao.shell.demo.loading.agreements import Table, load_agreements
from yinqiao.shell.demo.loading.cases import Desks, load_cases
from yinqiao.shell.demo.loading.certifying import Certifiers, load_certification
from yinqiao.shell.demo.loading.dues import load_dues
from yinqiao.shell.demo.loading.files import load_files
from yinqiao.shell.demo.loading.helping import Helpers, load_help
from yinqiao.shell.demo.loading.missing import Seekers, load_missing
from yinqiao.shell.demo.loading.party_life import load_party_life
from yinqiao.shell.demo.loading.party_reviews import load_party_reviews
from yinqiao.shell.demo.loading.retiring import load_retiring
from yinqiao.shell.demo.loading.scans import load_scans
from yinqiao.shell.demo.loading.secondments import load_deeds
from yinqiao.shell.demo.loading.sending import send_list
from yinqiao.shell.demo.loading.serving import load_services
from yinqiao.shell.demo.loading.shared_cases import Together, load_shared_cases
from yinqiao.shell.demo.loading.strands import Parties, load_strands
from yinqiao.shell.demo.loading.told_benefits import Tellers, load_told_benefits
from yinqiao.shell.demo.loading.users import DemoAccount
from yinqiao.shell.demo.loading.volunteers import load_volunteers
from yinqiao.shell.demo.roster.layouts import CITY_FORM, PLAIN, Layout
from yinqiao.shell.demo.roster.make import RosterOrder, make_roster
from yinqiao.shell.demo.roster.plan import MistakePlan

_FAULTY_ROWS = 150
_CLEAN_ROWS = 120
_DEAD = next(member for member in CAST if "died_on" in member.facts)


@dataclass(frozen=True, slots=True)
class Week:
    """The moment of loading, who there is, whom nobody has handed over yet, whether signed agreements stand already."""

    at: datetime
    accounts: Sequence[DemoAccount]
    newcomers: pl.DataFrame
    has_agreements: bool = False

    def actor(self, username: str) -> Actor:
        """One of the cast's users at work, in the scope of the unit."""
        account = next(one for one in self.accounts if one.username == username)
        user = next(one for one in CAST_USERS if one.username == username)
        if user.enterprise:
            scope = scope_of_enterprise(enterprise_id=enterprise_id_of(user.enterprise))
        else:
            scope = scope_of_division(division_id=places().by_code[user.division].id)
        return Actor(account.user_id, Role(user.role).value, account.name, scope, account.unit)


def enterprise_id_of(key: str) -> int:
    """The register's id of a cast enterprise; LookupError before it is loaded."""
    found = find_enterprise_by_uscc(uscc=cast_credit_code(key))
    if found is None:
        raise LookupError(f"the cast's enterprise is not loaded: {key}")
    return found.id


def load_stories(week: Week) -> None:
    """Let the week happen; the city and its accounts must be loaded, and enough newcomers at hand."""
    faulty = week.newcomers.head(_FAULTY_ROWS)
    clean = week.newcomers.slice(_FAULTY_ROWS, _CLEAN_ROWS)
    plan = MistakePlan.every(len(faulty) // 3)
    _upload(week, "qiye.chen", "builder", _Roster(faulty, CITY_FORM, MistakePlan(dict.fromkeys(plan.counts, 1))))
    at_home = _moved_near(clean)
    batch_id = _upload(week, "qiye.luo", "tools", _Roster(at_home, PLAIN, MistakePlan.none()))
    officer = week.actor("qiye.luo")
    begin_submission(actor=officer, at=week.at, kind=ROSTER, batch_id=batch_id)
    submit_batch(actor=officer, at=week.at, batch_id=batch_id)
    _return_one(week)
    _record_death(week)
    users = ("qiye.chen", "qiye.luo", "jiedao.peng", "qu.xiao", "shi.huang")
    lists = load_strands(parties=Parties(*map(week.actor, users)), at=week.at, people=at_home, unknown=faulty)
    lists["tools"].insert(0, batch_id)
    load_agreements(Table(week.at, [week.actor(one) for one in users]), {} if week.has_agreements else lists)
    load_retiring(firm=officer, at=week.at, people=week.newcomers.slice(_FAULTY_ROWS + _CLEAN_ROWS))
    # As the night would: where those live who stand at the agency's desk.
    find_residences(actor=Actor.system("演示载入"), at=week.at)
    firms = (week.actor("qiye.chen"), officer)
    load_certification(Certifiers(week.actor("shi.huang"), week.actor("shequ.li")), week.at)
    load_missing(Seekers(week.actor("shi.huang"), firms, week.actor("shequ.li")), week.at)
    load_files(city=week.actor("shi.huang"), community=week.actor("shequ.li"), at=week.at)
    tellers = ("qiye.chen", "qiye.admin", "shi.huang", "shequ.li")
    load_told_benefits(Tellers(*map(week.actor, tellers)), week.at)
    load_help(Helpers(week.actor("shequ.li"), week.actor("qiye.chen")), week.at)
    load_cases(Desks(week.actor("shequ.li"), week.actor("jiedao.peng")), week.at)
    load_activities(week.actor("jiedao.peng"), week.actor("shequ.li"), week.at)
    load_volunteers(week.actor("shequ.li"), week.at)
    together = ("shequ.li", "jiedao.peng", "qu.xiao", "shi.huang", "qiye.luo")
    load_shared_cases(Together(*map(week.actor, together)), week.at)
    load_scans(officer=week.actor("shi.huang"), at=week.at)
    load_dues(city=week.actor("shi.huang"), street=week.actor("jiedao.peng"), at=week.at)
    load_services(week.actor("shequ.li"), week.at)
    load_deeds("xuanpai.shen", week.at)
    load_party_life(city=week.actor("shi.huang"), second=week.actor("qu.xiao"), at=week.at)
    load_party_reviews(
        community=week.actor("shequ.li"), street=week.actor("jiedao.peng"), district=week.actor("qu.xiao"), at=week.at
    )


@dataclass(frozen=True, slots=True)
class _Roster:
    people: pl.DataFrame
    layout: Layout
    mistakes: MistakePlan


def _upload(week: Week, username: str, key: str, roster: _Roster) -> UUID:
    """Send a roster of one enterprise and have it checked and annotated."""
    enterprise = next(one for one in CAST_ENTERPRISES if one.key == key)
    people = roster.people.with_columns(former_unit=pl.lit(enterprise.name), enterprise=pl.lit(enterprise.short_name))
    content = make_roster(people, RosterOrder(seed=1, mistakes=roster.mistakes, layout=roster.layout)).to_bytes("xlsx")
    name = f"{enterprise.short_name}移交名册.xlsx"
    return send_list(actor=week.actor(username), at=week.at, kind=ROSTER, content=content, name=name)


def _moved_near(people: pl.DataFrame) -> pl.DataFrame:
    """Every fifth lives in the cast's community, so that its officer has a desk full of people to accept."""
    place = places().by_code[NEAR]
    near = (pl.int_range(pl.len()) % 5 == 0) & ~pl.col("is_away")
    address = f"长沙市{places().label(place.place_no).replace(' · ', '')}桐梓坡路66号银桥小区"
    number = (pl.int_range(pl.len()) + 1).cast(pl.String)
    return people.with_columns(
        community=pl.when(near).then(pl.lit(place.name)).otherwise("community"),
        community_code=pl.when(near).then(pl.lit(place.code)).otherwise("community_code"),
        address=pl.when(near).then(pl.concat_str(pl.lit(address), number, pl.lit("栋1单元302室"))).otherwise("address"),
    )


def _return_one(week: Week) -> None:
    """The officer of the cast's community sends back somebody who does not live there."""
    officer = week.actor("shequ.li")
    with acting(officer):
        offer = list_offers(scope=officer.scope).filter(state=OfferState.OFFERED).first()
    if offer is not None:
        return_people(
            actor=officer,
            at=week.at,
            choice=Choice.of([offer.id]),
            reason=ReturnReason.NOT_RESIDENT,
            note="上门两次，邻居反映已搬至望城区子女处居住。",
        )


def _record_death(week: Week) -> None:
    """The community records the death of one of the cast, two weeks ago at the latest."""
    officer = week.actor("shequ.li")
    with acting(officer):
        hit = next(iter(find_people(scope=officer.scope, text=_DEAD.name)), None)
        person = get_person(scope=officer.scope, retiree_id=hit.id) if hit else None
    if person is None:
        return
    died_on = min(_DEAD.facts["died_on"], timezone.localdate(week.at) - timedelta(days=14))
    death = Death(died_on, Source.RELATIVE, "居民死亡医学证明（推断）书，家属送达", person.lock_version)
    record_death(actor=officer, at=week.at, retiree_id=person.id, death=death)
