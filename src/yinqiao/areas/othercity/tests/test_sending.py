"""Out of the desk: who may go, the package, the answer, and everything that may come between."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from yinqiao.areas.archives.queries import find_holdings
from yinqiao.areas.archives.tests.volumes import Store, volume
from yinqiao.areas.handover.tests.conftest import NOW, id_number, place_actor
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.othercity import services
from yinqiao.areas.othercity.models import Package, Paper, PublicKeys, Residence, Transfer
from yinqiao.areas.othercity.rules.messages import PackageMessage, WithdrawalMessage
from yinqiao.areas.othercity.rules.sealing import fingerprint, write_keys
from yinqiao.areas.othercity.tests.cities import (
    DESK,
    HENGYANG,
    SECURITY,
    SHENZHEN,
    SYSTEM,
    WUHAN,
    Cities,
    days,
    far_keys,
)
from yinqiao.areas.othercity.types import Obstacle, TransferState
from yinqiao.areas.othercity.views.person import person_strand
from yinqiao.areas.party.tests.transfers import Transfer as PartyTransfer
from yinqiao.areas.party.tests.transfers import lettered
from yinqiao.areas.retirees import services as people
from yinqiao.areas.retirees.types import Correction, Death, Move, Source
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.events.models import Event
from yinqiao.platform.files.store import read_bytes

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _code(refusal: pytest.ExceptionInfo[Conflict] | pytest.ExceptionInfo[Invalid]) -> str:
    return refusal.value.code


def _events(cities: Cities, serial: int) -> list[str]:
    with acting(SYSTEM):
        found = Event.objects.filter(retiree_id=cities.retiree(serial).pk, type__startswith="othercity.")
        return [one.type for one in found.order_by("id")]


def test_the_desk_sees_in_which_city_each_lives_and_what_stands_against_a_transfer(cities: Cities) -> None:
    assert cities.obstacles() == {
        "王桂英": (SHENZHEN, ""), "欧阳建国": (WUHAN, ""), "阿依古丽·买买提": (HENGYANG, ""),
        "李秀兰": ("", Obstacle.CITY_UNKNOWN),
    }  # fmt: skip
    assert cities.obstacles(days(30))["阿依古丽·买买提"] == (HENGYANG, Obstacle.ENDED)
    assert cities.obstacles(by=cities.city) == cities.obstacles()
    assert cities.obstacles(by=cities.scene.community) == {}


def test_without_confirmed_keys_nobody_is_offered(cities: Cities) -> None:
    keys = PublicKeys.objects.get(city=SHENZHEN)
    services.revoke_keys(actor=SECURITY, at=NOW, keys_id=keys.pk)
    assert cities.obstacles()["王桂英"] == (SHENZHEN, Obstacle.NO_KEYS)
    with pytest.raises(Conflict) as refused:
        cities.offer(202)
    assert _code(refused) == "othercity.nobody_open"
    cities.befriend(SHENZHEN)
    assert cities.offer(202)[0].city == SHENZHEN


def test_the_officer_names_a_city_which_holds_until_the_address_changes(cities: Cities) -> None:
    assert services.name_city(actor=cities.desk, at=NOW, ids=cities.ids(206), city="3307") == 1
    assert cities.obstacles()["李秀兰"] == ("3307", Obstacle.NO_RULE)
    assert services.find_residences(actor=SYSTEM, at=NOW) == 0
    row = cities.retiree(206)
    people.correct_details(
        actor=cities.desk, at=NOW, retiree_id=row.pk,
        correction=Correction({"address": "湖北省武汉市江岸区5号"}, Source.SELF, date(2026, 3, 1), row.lock_version),
    )  # fmt: skip
    assert cities.obstacles()["李秀兰"] == ("", Obstacle.CITY_UNKNOWN)
    assert services.find_residences(actor=SYSTEM, at=NOW) == 1
    assert cities.obstacles()["李秀兰"] == (WUHAN, "")
    with pytest.raises(Invalid):
        services.name_city(actor=cities.desk, at=NOW, ids=[row.pk], city="9999")
    with pytest.raises(Conflict):
        services.name_city(actor=cities.scene.community, at=NOW, ids=[row.pk], city=WUHAN)


def test_a_package_is_made_for_each_city_and_only_that_city_reads_it(cities: Cities) -> None:
    made = cities.offer(202, 203, 204, 206)
    assert [(one.number, one.people, str(one.valid_to)) for one in made] == [
        ("4301-4201-2026-0001", 1, "2026-05-01"), ("4301-4304-2026-0001", 1, "2026-03-31"),
        ("4301-4403-2026-0001", 1, "2026-05-01"),
    ]  # fmt: skip
    content = cities.file(made[2])
    message = cities.opened(content, SHENZHEN)
    assert isinstance(message, PackageMessage) and message.number == made[2].number
    (one,) = message.people
    assert (one.name, one.id_no, one.phone, one.address) == (
        "王桂英", id_number(202), "13900000202", "广东省深圳市南山区人民路1号",
    )  # fmt: skip
    assert one.ref == cities.transfer(202).pk != cities.retiree(202).pk
    assert one.employer.uscc == "914301007000000011" and "深圳" in message.rule_of_receiver
    with pytest.raises(Invalid) as refused:
        cities.opened(content, WUHAN)
    assert refused.value.code == "othercity.for_another_city"
    assert cities.obstacles()["王桂英"] == (SHENZHEN, Obstacle.ON_THE_WAY)
    with pytest.raises(Conflict):
        cities.offer(202)
    # Until the answer is in, nothing has changed hands.
    row = cities.retiree(202)
    assert (row.status, row.place_no) == ("managed", places().by_code[DESK].place_no)
    assert _events(cities, 202) == ["othercity.offered"]


def test_a_signed_acceptance_lets_the_person_go(cities: Cities) -> None:
    (package,) = cities.offer(202)
    ref = cities.transfer(202).pk
    taken = cities.take_in(cities.answer(package, (ref, ""), at=days(5)), at=days(6), by=cities.desk)
    assert (taken.people, taken.left, taken.is_new) == (1, 0, True)
    assert cities.transfer(202).state == TransferState.ACCEPTED
    assert cities.retiree(202).status == "moved_away"
    assert "王桂英" not in cities.obstacles()
    assert _events(cities, 202) == ["othercity.offered", "othercity.accepted"]
    with acting(cities.desk):
        strand = person_strand(cities.desk, cities.retiree(202).pk)
    assert strand is not None and strand.state == "外市（广东省深圳市）管理，已转出"
    with acting(cities.scene.officer):
        assert person_strand(cities.scene.officer, cities.retiree(202).pk) is None


def test_a_return_keeps_the_person_at_the_desk_with_the_reason_and_the_person_may_go_again(cities: Cities) -> None:
    (package,) = cities.offer(202)
    ref = cities.transfer(202).pk
    cities.take_in(cities.answer(package, (ref, "not_resident")), by=cities.desk)
    row = cities.transfer(202)
    assert (row.state, row.reason, row.note) == (TransferState.RETURNED, "not_resident", "地址查无此人")
    assert cities.retiree(202).status == "managed" and cities.obstacles()["王桂英"] == (SHENZHEN, "")
    (again,) = cities.offer(202)
    assert again.number == "4301-4403-2026-0002"
    assert _events(cities, 202) == ["othercity.offered", "othercity.returned", "othercity.offered"]


def test_the_same_answer_twice_is_one_and_another_that_contradicts_is_refused(cities: Cities) -> None:
    (package,) = cities.offer(202)
    ref = cities.transfer(202).pk
    answer = cities.answer(package, (ref, "declined"))
    assert cities.take_in(answer, by=cities.desk).is_new
    again = cities.take_in(answer, by=cities.desk)
    assert not again.is_new and again.people == 0
    with pytest.raises(Invalid) as refused:
        cities.take_in(cities.answer(package, (ref, "")), by=cities.desk)
    assert _code(refused) == "othercity.answer_contradicts"
    assert cities.transfer(202).state == TransferState.RETURNED and cities.retiree(202).status == "managed"
    # Said once more in a file of its own it changes nothing.
    assert cities.take_in(cities.answer(package, (ref, "declined")), by=cities.desk).people == 0


def test_an_answer_counts_only_from_the_city_that_was_asked_about_people_who_were_sent(cities: Cities) -> None:
    (package,) = cities.offer(202)
    ref = cities.transfer(202).pk
    for content in (
        cities.answer(package, (ref, ""), iss=WUHAN), cities.answer(package, (uuid4(), "")),
        cities.answer(package, (ref, ""), (uuid4(), "")),
    ):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            cities.take_in(content, by=cities.desk)
        assert _code(refused) == "othercity.package_unknown"
    elsewhere = place_actor("street_officer", "430104001000")
    with pytest.raises(Invalid):
        cities.take_in(cities.answer(package, (ref, "")), by=elsewhere)
    assert cities.transfer(202).state == TransferState.OFFERED
    with acting(SYSTEM):
        assert Paper.objects.count() == 1


def test_an_acceptance_after_the_withdrawal_is_refused_and_the_far_city_can_read_why(cities: Cities) -> None:
    (package,) = cities.offer(202)
    ref = cities.transfer(202).pk
    assert services.take_back(actor=cities.desk, at=days(2), package_id=package.pk) == 1
    message = cities.opened(cities.file(package, "withdrawal"), SHENZHEN)
    assert isinstance(message, WithdrawalMessage) and message.refs == (ref,)
    with pytest.raises(Invalid) as refused:
        cities.take_in(cities.answer(package, (ref, ""), at=days(1)), at=days(3), by=cities.desk)
    assert _code(refused) == "othercity.answer_after_withdrawal" and "仍由本市管理" in refused.value.message
    assert cities.retiree(202).status == "managed" and cities.obstacles()["王桂英"] == (SHENZHEN, "")
    with pytest.raises(Conflict) as none:
        services.take_back(actor=cities.desk, at=days(3), package_id=package.pk)
    assert _code(none) == "othercity.nothing_to_take_back"
    assert cities.offer(202, at=days(4))[0].sequence == 2


def test_an_acceptance_signed_in_time_counts_though_it_comes_after_the_rule_has_ended(cities: Cities) -> None:
    (package,) = cities.offer(204)
    ref = cities.transfer(204).pk
    with pytest.raises(Invalid) as refused:
        cities.take_in(cities.answer(package, (ref, ""), at=days(30)), at=days(31), by=cities.desk)
    assert _code(refused) == "othercity.answer_too_late"
    assert cities.retiree(204).status == "managed"
    cities.take_in(cities.answer(package, (ref, ""), at=days(29)), at=days(31), by=cities.desk)
    assert cities.retiree(204).status == "moved_away"


def test_a_return_is_taken_in_however_late(cities: Cities) -> None:
    (package,) = cities.offer(204)
    ref = cities.transfer(204).pk
    cities.take_in(cities.answer(package, (ref, "declined"), at=days(90)), at=days(91), by=cities.desk)
    assert cities.transfer(204).state == TransferState.RETURNED


def test_who_dies_before_the_answer_is_not_let_go_by_it(cities: Cities) -> None:
    (package,) = cities.offer(202)
    ref = cities.transfer(202).pk
    row = cities.retiree(202)
    death = Death(date(2026, 3, 2), Source.RELATIVE, "死亡证明", row.lock_version)
    people.record_death(actor=cities.desk, at=NOW, retiree_id=row.pk, death=death)
    one = cities.transfer(202)
    assert (one.state, one.reason) == (TransferState.OVERTAKEN, "died")
    taken = cities.take_in(cities.answer(package, (ref, "")), by=cities.desk)
    assert (taken.people, taken.left) == (0, 1)
    assert cities.retiree(202).status == "deceased" and cities.transfer(202).told == "accepted"
    assert _events(cities, 202) == ["othercity.offered", "othercity.overtaken"]


def test_who_moves_home_before_the_answer_stays_and_the_far_city_is_told(cities: Cities) -> None:
    (package,) = cities.offer(202)
    ref = cities.transfer(202).pk
    row = cities.retiree(202)
    home = places().by_code["430104001001"].place_no
    move = Move(date(2026, 3, 2), home, "岳麓区望月湖街道月华社区3栋", "", Source.SELF, row.lock_version)
    people.record_move(actor=cities.desk, at=NOW, retiree_id=row.pk, move=move)
    assert (cities.transfer(202).state, cities.transfer(202).reason) == (TransferState.OVERTAKEN, "moved")
    assert services.take_back(actor=cities.desk, at=NOW, package_id=package.pk) == 0
    message = cities.opened(cities.file(package, "withdrawal"), SHENZHEN)
    assert isinstance(message, WithdrawalMessage) and message.refs == (ref,)
    assert cities.take_in(cities.answer(package, (ref, "")), by=cities.desk).left == 1
    assert cities.retiree(202).status == "managed"


def test_archive_and_party_relation_go_with_the_person_as_far_as_the_rule_lets_them(cities: Cities) -> None:
    store, party = Store.of(cities.scene), PartyTransfer.of(cities.scene)
    batch_id = store.offer(volume(202), volume(203, "欧阳建国"), to=DESK)
    party.offer(lettered(202), lettered(203, "欧阳建国"), to=DESK)
    assert {name: one[1] for name, one in cities.obstacles().items() if one[0] in (SHENZHEN, WUHAN)} == {
        "王桂英": Obstacle.ARCHIVE_OPEN, "欧阳建国": Obstacle.ARCHIVE_OPEN,
    }  # fmt: skip
    for serial in (202, 203):
        store.scan(batch_id, f"9900{serial}", by=cities.desk)
    store.finish(batch_id, by=cities.desk)
    assert cities.obstacles()["王桂英"][1] == Obstacle.PARTY_OPEN and cities.obstacles()["欧阳建国"][1] == ""
    party.check_in(202, 203, by=cities.desk)
    party.accept(202, 203, by=cities.desk)
    made = {one.city: one for one in cities.offer(202, 203)}
    message = cities.opened(cities.file(made[SHENZHEN]), SHENZHEN)
    assert isinstance(message, PackageMessage)
    (volume_sent,), (relation,) = message.people[0].archives, message.people[0].party
    assert (volume_sent.archive_no, volume_sent.box_no, volume_sent.items) == ("DA202", "A-1", 12)
    assert (relation.letter_no, relation.branch, relation.political_status) == ("组介202", "退休第一党支部", "01")
    assert "社保经办机构" in volume_sent.held_by and "社保经办机构" in relation.held_by
    other = cities.opened(cities.file(made[WUHAN]), WUHAN)
    assert isinstance(other, PackageMessage) and other.people[0].archives and not other.people[0].party
    desk = cities.desk.scope.place_from
    for serial, city in ((202, SHENZHEN), (203, WUHAN)):
        assert store.holders(f"DA{serial}")[-1] == (None, desk, True)
        cities.take_in(cities.answer(made[city], (cities.transfer(serial).pk, "")), by=cities.desk)
        assert store.holders(f"DA{serial}")[-1] == (None, None, True)
    assert party.holders(202)[-1] == (None, None, True)
    # Wuhan's rule lets no party relation go: the desk stays responsible.
    assert party.holders(203)[-1] == (None, desk, True)


def test_the_person_page_says_which_city_holds_the_archive(cities: Cities) -> None:
    store = Store.of(cities.scene)
    batch_id = store.offer(volume(203, "欧阳建国"), to=DESK)
    store.scan(batch_id, "9900203", by=cities.desk)
    store.finish(batch_id, by=cities.desk)
    (package,) = cities.offer(203)
    cities.take_in(cities.answer(package, (cities.transfer(203).pk, "")), by=cities.desk)
    with acting(cities.desk):
        (held,) = find_holdings(scope=cities.desk.scope, retiree_id=cities.retiree(203).pk)
    assert held.holder == "外市（湖北省武汉市）"


def test_an_answer_may_leave_people_to_a_later_one(cities: Cities) -> None:
    services.name_city(actor=cities.desk, at=NOW, ids=cities.ids(206), city=SHENZHEN)
    (package,) = cities.offer(202, 206)
    first, second = cities.transfer(202).pk, cities.transfer(206).pk
    cities.take_in(cities.answer(package, (first, "")), by=cities.desk)
    assert (cities.transfer(202).state, cities.transfer(206).state) == (TransferState.ACCEPTED, TransferState.OFFERED)
    assert services.take_back(actor=cities.desk, at=NOW, package_id=package.pk) == 1
    cities.take_in(cities.answer(package, (second, "declined")), by=cities.desk)
    assert cities.transfer(206).state == TransferState.WITHDRAWN


def test_a_file_is_handed_out_for_a_purpose_on_record_to_its_office_alone(cities: Cities) -> None:
    (package,) = cities.offer(202)
    with acting(SYSTEM):
        paper = Paper.objects.get(package=package)
    with pytest.raises(Invalid):
        services.hand_out_paper(actor=cities.desk, at=NOW, paper_id=paper.pk, purpose=" ")
    with pytest.raises(NotFound):
        services.hand_out_paper(actor=cities.scene.street, at=NOW, paper_id=paper.pk, purpose="发送对方城市")
    file = services.hand_out_paper(actor=cities.desk, at=NOW, paper_id=paper.pk, purpose="发送对方城市")
    with acting(cities.desk):
        assert read_bytes(file) == cities.file(package)
    with acting(SYSTEM):
        entry = Entry.objects.get(action="othercity.paper_downloaded")
    assert (entry.kind, entry.purpose, entry.people) == ("read", "发送对方城市", 1)


def test_nobody_but_the_desk_and_the_city_offers_or_takes_back(cities: Cities) -> None:
    with pytest.raises(Conflict):
        cities.offer(202, by=cities.scene.community)
    (package,) = cities.offer(202)
    with pytest.raises(NotFound):
        services.take_back(actor=cities.scene.street, at=NOW, package_id=package.pk)
    overseer = Actor(uuid4(), "auditor", "审计员", cities.city.scope.for_oversight())
    for actor in (cities.scene.community, cities.scene.officer, overseer):
        with acting(actor):
            assert [rows.objects.count() for rows in (Package, Transfer, Paper, Residence)] == [0, 0, 0, 0]


def test_the_database_refuses_two_offers_of_one_person_and_a_changed_file(cities: Cities) -> None:
    (package,) = cities.offer(202)
    one = cities.transfer(202)
    with acting(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.create(
            id=uuid4(), package=package, place_no=one.place_no, retiree_id=one.retiree_id, name=one.name,
            enterprise_id=one.enterprise_id, state="offered", state_on=one.state_on,
        )  # fmt: skip
    with acting(cities.city):
        assert Paper.objects.update(people=9) == 0


def test_keys_are_registered_by_one_and_confirmed_by_another(cities: Cities) -> None:
    _, public = far_keys("3301")
    sheet = write_keys(public)
    keys_id = services.register_keys(actor=cities.city, at=NOW, sheet=sheet)
    with pytest.raises(Conflict):
        services.register_keys(actor=cities.city, at=NOW, sheet=sheet)
    with pytest.raises(Invalid):
        services.register_keys(actor=cities.city, at=NOW, sheet=write_keys(services.own_sheet()))
    tail = fingerprint(public)[-8:]
    with pytest.raises(Invalid) as differs:
        services.confirm_keys(actor=SECURITY, at=NOW, keys_id=keys_id, tail=tail[::-1] + "x")
    assert _code(differs) == "othercity.fingerprint_differs"
    with pytest.raises(Refused):
        services.confirm_keys(actor=cities.city, at=NOW, keys_id=keys_id, tail=tail)
    services.confirm_keys(actor=SECURITY, at=NOW, keys_id=keys_id, tail=f"{tail[:4]} {tail[4:].upper()}")
    with pytest.raises(Conflict):
        services.confirm_keys(actor=SECURITY, at=NOW, keys_id=keys_id, tail=tail)
    assert PublicKeys.objects.get(pk=keys_id).confirmed_name == "安全管理员"


def test_an_answer_by_revoked_keys_does_not_count_and_by_replaced_ones_does(cities: Cities) -> None:
    (package,) = cities.offer(202)
    answer = cities.answer(package, (cities.transfer(202).pk, "declined"))
    old = PublicKeys.objects.get(city=SHENZHEN)
    # Keys that newer ones have followed still prove what was signed with them.
    cities.befriend(SHENZHEN)
    assert cities.take_in(answer, by=cities.desk).people == 1
    (again,) = cities.offer(202)
    services.revoke_keys(actor=SECURITY, at=NOW, keys_id=PublicKeys.objects.exclude(pk=old.pk).get(city=SHENZHEN).pk)
    with pytest.raises(Invalid) as refused:
        cities.take_in(cities.answer(again, (cities.transfer(202).pk, "")), by=cities.desk)
    assert _code(refused) == "othercity.sender_unknown"


def test_a_package_of_ours_uploaded_here_is_not_for_us(cities: Cities) -> None:
    (package,) = cities.offer(202)
    content = cities.file(package)
    with pytest.raises(Invalid) as refused:
        cities.take_in(content)
    assert _code(refused) == "othercity.for_another_city"
