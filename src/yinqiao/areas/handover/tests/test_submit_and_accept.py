"""From a roster to an accepted person: routing, custody, the two figures, and what the enterprise still sees."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from yinqiao.areas.handover import queries, services
from yinqiao.areas.handover.errors import Conflict
from yinqiao.areas.handover.models import Offer
from yinqiao.areas.handover.services import Choice
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Person, Scene, roster
from yinqiao.areas.handover.types import ContactedWith, OfferState, ReturnReason
from yinqiao.areas.insight.queries import list_by_enterprise
from yinqiao.areas.insight.types import total_of
from yinqiao.areas.lists.queries import get_batch, list_findings
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.models import Retiree, RetireeVersion
from yinqiao.areas.rosters.types import RouteHow
from yinqiao.kernel.errors import Invalid, NotFound
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def names(actor: Actor, state: OfferState = OfferState.OFFERED) -> set[str]:
    """Whom an actor sees in a state."""
    with acting(actor):
        return set(queries.list_offers(scope=actor.scope).filter(state=state).values_list("name", flat=True))


def statuses(actor: Actor) -> dict[str, str]:
    """Name → status of everybody in an actor's scope."""
    with acting(actor):
        return dict(Retiree.objects.filter(actor.scope.predicate()).values_list("name", "status"))


def test_five_people_are_offered_each_to_the_place_where_they_live(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    assert names(scene.community) == {"王桂英", "欧阳建国"}
    assert names(scene.neighbour) == {"阿依古丽·买买提"}
    assert names(scene.elsewhere) == {"李秀兰"}
    assert names(scene.street) == {"王桂英", "欧阳建国", "阿依古丽·买买提", "张䶮"}
    assert names(scene.city) == {one.name for one in CAST}


def test_who_names_no_community_waits_at_the_desk_of_the_street(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    with acting(scene.street):
        offer = Offer.objects.get(name="张䶮")
    assert offer.route_how == RouteHow.STREET_DESK
    assert places().by_no[offer.place_no].name == "望月湖街道"


def test_submission_leaves_an_event_and_a_version_with_its_act_for_every_person(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    with acting(Actor.system("测试")):
        assert Event.objects.filter(type="handover.person_offered").count() == 5
        assert Event.objects.filter(type="retirees.registered").count() == 5
        assert RetireeVersion.objects.count() == 5
        assert not RetireeVersion.objects.filter(act_id__isnull=True).exists()


def test_accepting_opens_a_first_contact_task_and_counts_as_accepted_not_as_contacted(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    assert services.accept_people(actor=scene.community, at=NOW, choice=Choice()) == 2
    with acting(scene.community):
        offers = list(Offer.objects.filter(state=OfferState.ACCEPTED))
        assert {one.contact_due_on for one in offers} == {date(2026, 4, 1)}
        figures = total_of(list_by_enterprise(scope=scene.community.scope))
    assert (figures.handed_over, figures.accepted, figures.contacted) == (2, 2, 0)
    assert statuses(scene.community) == {"王桂英": "managed", "欧阳建国": "managed"}


def test_a_first_contact_issues_a_card_once(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    services.accept_people(actor=scene.community, at=NOW, choice=Choice())
    with acting(scene.community):
        offer_id = Offer.objects.get(name="王桂英").id
    arguments = {
        "actor": scene.community, "at": NOW, "offer_id": offer_id,
        "contacted_on": NOW.date(), "contacted_with": ContactedWith.SELF,
    }  # fmt: skip
    assert services.record_first_contact(**arguments).startswith("LX")
    with pytest.raises(Conflict) as refused:
        services.record_first_contact(**arguments)
    assert refused.value.code == "handover.offers_not_open"
    with acting(scene.community):
        figures = total_of(list_by_enterprise(scope=scene.community.scope))
    assert (figures.accepted, figures.contacted) == (2, 1)


def test_a_contact_before_the_offer_or_after_today_is_refused(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    services.accept_people(actor=scene.community, at=NOW, choice=Choice())
    with acting(scene.community):
        offer_id = Offer.objects.get(name="王桂英").id
    for day in (date(2026, 3, 1), date(2026, 3, 3)):
        with pytest.raises(Invalid) as refused:
            services.record_first_contact(
                actor=scene.community, at=NOW, offer_id=offer_id, contacted_on=day, contacted_with=ContactedWith.PROXY
            )
        assert refused.value.code == "handover.date_not_possible"


def test_two_officers_accept_the_same_people_and_the_second_changes_nothing(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    with acting(scene.community):
        ids = list(Offer.objects.filter(state=OfferState.OFFERED).values_list("id", flat=True))
    assert services.accept_people(actor=scene.community, at=NOW, choice=Choice.of(ids)) == 2
    with pytest.raises(Conflict) as refused:
        services.accept_people(actor=scene.street, at=NOW, choice=Choice.of(ids))
    assert refused.value.code == "handover.offers_not_open"


def test_a_neighbour_cannot_accept_people_of_another_community(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    with acting(scene.community):
        ids = list(Offer.objects.values_list("id", flat=True))
    with pytest.raises(Conflict):
        services.accept_people(actor=scene.neighbour, at=NOW, choice=Choice.of(ids))
    assert statuses(scene.community) == {"王桂英": "offered", "欧阳建国": "offered"}


def test_a_returned_person_leaves_the_community_and_the_enterprise_reads_why(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    with acting(scene.community):
        ids = list(Offer.objects.filter(name="王桂英").values_list("id", flat=True))
    services.return_people(actor=scene.community, at=NOW, choice=Choice.of(ids), reason=ReturnReason.NOT_RESIDENT)
    assert "王桂英" not in statuses(scene.community) and "王桂英" not in statuses(scene.street)
    assert statuses(scene.city)["王桂英"] == "returned"
    with acting(scene.officer):
        offer = queries.list_offers(scope=scene.officer.scope).get(name="王桂英")
    assert (offer.state, offer.return_reason) == ("returned", "not_resident")


def test_the_reason_other_needs_words(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    with pytest.raises(Invalid) as refused:
        services.return_people(actor=scene.community, at=NOW, choice=Choice(), reason=ReturnReason.OTHER, note=" ")
    assert refused.value.code == "handover.note_required"
    assert names(scene.community) == {"王桂英", "欧阳建国"}


def test_the_enterprise_answers_and_the_person_is_offered_to_another_community(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    services.return_people(actor=scene.elsewhere, at=NOW, choice=Choice(), reason=ReturnReason.NOT_RESIDENT)
    with acting(scene.officer):
        offer_id = queries.list_offers(scope=scene.officer.scope).get(name="李秀兰").id
    target = places().by_code["430104001001"].place_no
    services.offer_again(actor=scene.officer, at=NOW, offer_id=offer_id, note="现住月华社区", place_no=target)
    assert "李秀兰" in names(scene.community)
    assert statuses(scene.community)["李秀兰"] == "offered"
    assert names(scene.elsewhere) == set()


def test_a_street_routes_from_its_desk_into_its_own_communities_only(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    with acting(scene.street):
        ids = list(Offer.objects.filter(name="张䶮").values_list("id", flat=True))
    own, foreign = places().by_code["430104001002"].place_no, places().by_code["430105001001"].place_no
    with pytest.raises(Invalid) as refused:
        services.route_people(actor=scene.street, at=NOW, choice=Choice.of(ids), place_no=foreign)
    assert refused.value.code == "handover.not_a_place"
    services.route_people(actor=scene.street, at=NOW, choice=Choice.of(ids), place_no=own)
    assert "张䶮" in names(scene.neighbour)


def test_an_unanswered_offer_rises_to_the_street_on_the_day_after_it_was_due_and_then_to_the_district(
    scene: Scene,
) -> None:
    scene.submit(roster(*CAST))
    system = Actor.system("逾期上报")
    due = NOW.replace(day=17)
    assert services.raise_overdue_offers(actor=system, at=due) == 0
    assert services.raise_overdue_offers(actor=system, at=NOW.replace(day=18)) == 5
    assert services.raise_overdue_offers(actor=system, at=NOW.replace(day=24)) == 0
    assert services.raise_overdue_offers(actor=system, at=NOW.replace(day=25)) == 5
    assert services.raise_overdue_offers(actor=system, at=NOW.replace(month=6)) == 0


def test_another_enterprise_learns_that_the_number_is_taken_and_nothing_else(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    batch_id = scene.upload(roster(CAST[0], Person("赵敏", 110)), scene.rival)
    with acting(scene.rival):
        batch = get_batch(kind="roster", scope=scene.rival.scope, batch_id=batch_id)
        found = list_findings(scope=scene.rival.scope, batch_id=batch_id)
        told = set(found.values_list("row_no", "code"))
        assert not Retiree.objects.filter(name="王桂英").exists()
    assert (2, "roster.registered_elsewhere") in told
    assert (batch.counts["ready"], batch.counts["blocked"]) == (1, 1)


def test_nobody_sees_another_enterprises_batch(scene: Scene) -> None:
    batch_id = scene.upload(roster(*CAST))
    for stranger in (scene.rival, scene.community, scene.city):
        with acting(stranger), pytest.raises(NotFound):
            get_batch(kind="roster", scope=stranger.scope, batch_id=batch_id)


def test_the_indicator_equals_a_count_over_the_people(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    services.accept_people(actor=scene.community, at=NOW, choice=Choice())
    services.return_people(actor=scene.elsewhere, at=NOW, choice=Choice(), reason=ReturnReason.UNREACHABLE)
    with acting(scene.city), connection.cursor() as cursor:
        figures = total_of(list_by_enterprise(scope=scene.city.scope))
        cursor.execute("SELECT state, count(*) FROM handover_offer GROUP BY 1")
        counted = dict(cursor.fetchall())
    assert figures.offered == counted["offered"] == 2
    assert figures.accepted == counted["accepted"] == 2
    assert figures.returned == counted["returned"] == 1
    assert figures.handed_over == 5
