"""Packages, answers and figures over three real servers: nothing lost, nothing applied twice, whatever the servers lose."""

from __future__ import annotations

import json
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from django.utils import timezone

from yinqiao.areas.hub.models import CityEpoch, Incoming, Outgoing, Reader
from yinqiao.areas.hub.queries import list_cities, list_far_packages, list_health, list_sent
from yinqiao.areas.hub.services import next_sendings, note_posted, queue_papers, send_again
from yinqiao.areas.hub.tests.world import CHANGSHA, HUNAN, SHENZHEN, SYSTEM, World
from yinqiao.areas.hub.types import FarPackage, FarState, Trouble, Voice
from yinqiao.areas.othercity import services as othercity
from yinqiao.areas.othercity.models import Arrival, Package, PublicKeys, Transfer
from yinqiao.areas.othercity.tests.cities import SECURITY
from yinqiao.kernel.errors import Conflict, NotFound
from yinqiao.platform.access import acting
from yinqiao.platform.carrier.tests.cluster import Cluster

pytestmark = [pytest.mark.db, pytest.mark.fault]


def arrivals(world: World, number: str) -> list[str]:
    """How those of a package stand with Shenzhen."""
    with world.at(SHENZHEN), acting(SYSTEM):
        return list(Arrival.objects.filter(package__number=number).values_list("state", flat=True))


def transfers(world: World, number: str) -> list[str]:
    """How those of a package stand with Changsha."""
    with world.at(CHANGSHA), acting(SYSTEM):
        return list(Transfer.objects.filter(package__number=number).values_list("state", flat=True))


def returned(world: World) -> None:
    """Shenzhen returns everybody whom it is offered."""
    with world.at(SHENZHEN) as house, acting(SYSTEM):
        assert house.scene is not None
        ids = list(Arrival.objects.filter(state="waiting").values_list("pk", flat=True))
    with world.at(SHENZHEN):
        othercity.return_arrivals(actor=house.scene.city, at=timezone.now(), ids=ids, reason="declined")


def state_of(world: World, number: str) -> str:
    """How far Changsha's newest file of a package has come."""
    with world.at(CHANGSHA), acting(SYSTEM):
        return str(list_sent(scope=SYSTEM.scope).filter(about=number)[0].state)


def reconciled(world: World, cluster: Cluster) -> None:
    """The ledgers agree: what Changsha has recorded since lies in its stream, and each reader has all of it once."""
    in_stream = {sha256(body).hexdigest() for _, _, body in cluster.stream(f"YINQIAO-{CHANGSHA}")}
    for line, reader in ((SHENZHEN, SHENZHEN), ("province", HUNAN)):
        sent = [_key(one) for one in world.outgoing(CHANGSHA, line=line, recorded_at__gte=world.began)]
        came = [_key(one) for one in world.incoming(reader, city=CHANGSHA, line=line)]
        assert sent
        assert set(sent) <= set(came)
        assert len(came) == len(set(came))
        assert {digest for *_, digest in sent} <= in_stream
    assert all(one.seq is not None for one in world.outgoing(CHANGSHA, failure=""))


def _key(one: Outgoing | Incoming) -> tuple[str, int, str]:
    return str(one.epoch), one.number, one.digest


def test_a_package_goes_over_the_line_and_its_answer_comes_back(world: World, cluster: Cluster) -> None:
    package = world.offer(202)
    world.carry(CHANGSHA)
    assert state_of(world, package.number) == "posted"
    world.carry(SHENZHEN)
    world.carry(CHANGSHA)
    assert (arrivals(world, package.number), state_of(world, package.number)) == (["waiting"], "taken")
    returned(world)
    world.carry_all()
    assert transfers(world, package.number) == ["returned"]
    with world.at(CHANGSHA), acting(SYSTEM):
        assert Package.objects.get(pk=package.pk).ended_on is not None
    assert [one.outcome for one in world.incoming(CHANGSHA, kind="answer", about=package.number)] == ["taken"]
    reconciled(world, cluster)


def test_what_lies_in_the_stream_names_nobody_and_only_the_receiver_opens_it(world: World, cluster: Cluster) -> None:
    world.offer(202)
    world.carry_all()
    lying = cluster.stream(f"YINQIAO-{CHANGSHA}")
    assert {subject for subject, _, _ in lying} == {
        "yinqiao.4301.province.epoch", "yinqiao.4301.province.indicators", "yinqiao.4301.province.desk",
        "yinqiao.4301.transfer.4403",
    }  # fmt: skip
    whole = b"".join(body + json.dumps(headers).encode() for _, headers, body in lying)
    for told in ("王桂英", "13900000202", "99010119520312202", "人民路"):
        assert told.encode() not in whole
        assert json.dumps(told).encode().strip(b'"') not in whole


def test_a_file_that_was_uploaded_before_is_known_when_it_comes_over_the_line(world: World, cluster: Cluster) -> None:
    package = world.offer(202)
    with world.at(CHANGSHA) as house:
        assert house.scene is not None
        content = house.scene.file(package)
    with world.at(SHENZHEN) as there:
        assert there.scene is not None
        there.scene.take_in(content, at=timezone.now())
    world.carry_all()
    assert arrivals(world, package.number) == ["waiting"]
    assert [one.outcome for one in world.incoming(SHENZHEN, kind="package", about=package.number)] == ["known"]
    assert state_of(world, package.number) == "taken"
    reconciled(world, cluster)


def test_a_message_that_comes_again_outside_the_servers_memory_changes_nothing(world: World, cluster: Cluster) -> None:
    package = world.offer(202)
    world.carry_all()

    def told() -> tuple[int, int, int]:
        return len(world.incoming(SHENZHEN)), len(world.incoming(HUNAN)), len(world.outgoing(SHENZHEN))

    # On a busy machine one round may leave a message for the next.
    before = (0, 0, 0)
    while before != told():
        before = told()
        world.carry_all()
    # What was passed over under a key that another test revoked for a while would be new, and rightly so.
    taken = {one.digest for code in (SHENZHEN, HUNAN) for one in world.incoming(code, city=CHANGSHA)}
    lying = [one for one in cluster.stream(f"YINQIAO-{CHANGSHA}") if sha256(one[2]).hexdigest() in taken]
    assert lying
    for subject, headers, body in lying:
        cluster.post_again(f"YINQIAO-{CHANGSHA}", subject, headers, body)
    world.carry_all()
    assert (told(), arrivals(world, package.number)) == (before, ["waiting"])


def test_a_stream_that_was_deleted_is_filled_anew_and_nobody_does_anything_twice(
    world: World, cluster: Cluster
) -> None:
    package = world.offer(202)
    world.carry_all()
    cluster.delete_stream(f"YINQIAO-{CHANGSHA}")
    world.carry_all()
    reconciled(world, cluster)
    assert arrivals(world, package.number) == ["waiting"]
    # Deleted before the other city had read it: it comes all the same.
    world.take_back(package)
    world.carry(CHANGSHA)
    cluster.delete_stream(f"YINQIAO-{CHANGSHA}")
    world.carry_all()
    assert arrivals(world, package.number) == ["withdrawn"]
    reconciled(world, cluster)


def test_a_message_lost_out_of_the_middle_is_posted_again(world: World, cluster: Cluster) -> None:
    package = world.offer(202)
    world.carry(CHANGSHA)
    (lost,) = world.outgoing(CHANGSHA, kind="package", about=package.number)
    assert lost.seq is not None
    cluster.drop_message(f"YINQIAO-{CHANGSHA}", lost.seq)
    world.carry_all()
    assert arrivals(world, package.number) == ["waiting"]
    reconciled(world, cluster)


def test_a_city_that_was_restored_tells_everybody_and_what_it_has_forgotten_is_pointed_out(world: World) -> None:
    with world.rewound(CHANGSHA):
        package = world.offer(202)
        world.carry_all()
        assert arrivals(world, package.number) == ["waiting"]
    world.carry_all()
    assert [one.is_undone for one in world.incoming(SHENZHEN, kind="package", about=package.number)] == [True]
    undone = world.incoming(HUNAN, city=CHANGSHA, is_undone=True, about=package.number)
    with world.at(HUNAN), acting(SYSTEM):
        newest = CityEpoch.objects.filter(city=CHANGSHA, line="province").order_by("-id")[0]
        # How that package stood, and nothing else, is no longer on Changsha's record.
        assert newest.undone == len(undone) > 0
    # It is offered anew under the number that was given before: the other city says so, and nothing is overwritten.
    assert world.offer(202).number == package.number
    world.carry_all()
    assert (state_of(world, package.number), arrivals(world, package.number)) == ("refused", ["waiting"])


def test_a_receiver_that_was_restored_reads_again_what_it_has_forgotten(world: World, cluster: Cluster) -> None:
    with world.rewound(SHENZHEN):
        package = world.offer(202)
        world.carry_all()
    assert arrivals(world, package.number) == []
    world.carry_all()
    assert arrivals(world, package.number) == ["waiting"]
    assert state_of(world, package.number) == "taken"
    reconciled(world, cluster)


def test_the_province_sees_counts_side_by_side_packages_and_who_is_silent(world: World) -> None:
    package = world.offer(202)
    world.carry(CHANGSHA)
    world.carry(HUNAN)
    now = timezone.now()

    def far() -> FarPackage:
        with world.at(HUNAN), acting(SYSTEM):
            return next(one for one in list_far_packages(now=now) if one.number == package.number)

    assert (far().sender, far().receiver, far().people, far().state) == (CHANGSHA, SHENZHEN, 1, FarState.ON_THE_WAY)
    with world.at(HUNAN), acting(SYSTEM):
        rows = {one.code: one for one in list_cities(now=now)}
        assert {one.voice for one in rows.values()} == {Voice.HEARD}
        assert (rows[CHANGSHA].people, str(rows[CHANGSHA].people_rate)) == (4, "100.00")
        later = {one.code: one.voice for one in list_cities(now=now + timedelta(hours=4))}
        assert set(later.values()) == {Voice.SILENT}
        health = {one.code: one for one in list_health(now=now)}
        assert (health[CHANGSHA].gaps, health[CHANGSHA].refused, health[CHANGSHA].trouble) == (0, 0, Trouble.NONE)
    world.carry_all()
    assert far().state == FarState.WAITING


def test_numbers_that_did_not_come_are_counted(world: World) -> None:
    with world.at(HUNAN), acting(SYSTEM):
        epoch = uuid4()
        for number in (1, 2, 5):
            Incoming.objects.create(
                city="3301", line="province", epoch=epoch, number=number, kind="desk", place_no=0, digest="", outcome="taken",
                sent_at=timezone.now(), stored_at=timezone.now(),
            )  # fmt: skip
        Reader.objects.create(city="3301", line="province")
        assert {one.code: one.gaps for one in list_health(now=timezone.now())}["3301"] == 2
        Incoming.objects.filter(city="3301").delete()
        Reader.objects.filter(city="3301").delete()


def test_a_key_that_nobody_has_confirmed_holds_the_line_and_nothing_is_lost(world: World) -> None:
    with world.at(SHENZHEN):
        keys = PublicKeys.objects.get(city=CHANGSHA)
        PublicKeys.objects.filter(pk=keys.pk).update(sign_kid="4301-00000000")
    before = len(world.incoming(SHENZHEN))
    package = world.offer(202)
    world.carry(CHANGSHA)
    world.carry(SHENZHEN)
    with world.at(SHENZHEN), acting(SYSTEM):
        assert Reader.objects.get(city=CHANGSHA).trouble == Trouble.KEY_UNKNOWN
        PublicKeys.objects.filter(pk=keys.pk).update(sign_kid=keys.sign_kid)
    assert (arrivals(world, package.number), len(world.incoming(SHENZHEN))) == ([], before)
    world.carry_all()
    assert arrivals(world, package.number) == ["waiting"]


def test_what_is_signed_with_a_revoked_key_is_passed_over(world: World) -> None:
    package = world.offer(202)
    world.carry(CHANGSHA)
    with world.at(SHENZHEN):
        first = PublicKeys.objects.get(city=CHANGSHA)
        othercity.revoke_keys(actor=SECURITY, at=timezone.now(), keys_id=first.pk)
        other = PublicKeys.objects.create(
            city=CHANGSHA, sign_kid="4301-11111111", sign=first.sign, open_kid="4301-22222222", open=first.open,
            fingerprint="0" * 32, registered_at=timezone.now(), registered_name="甲", confirmed_at=timezone.now(),
        )  # fmt: skip
    before = len(world.incoming(SHENZHEN))
    world.carry(SHENZHEN)
    with world.at(SHENZHEN), acting(SYSTEM):
        assert Reader.objects.get(city=CHANGSHA).refused == 1
        other.delete()
        PublicKeys.objects.filter(pk=first.pk).update(revoked_at=None, revoked_name="")
    assert (arrivals(world, package.number), len(world.incoming(SHENZHEN))) == ([], before)


def test_a_file_is_sent_again_by_its_desk_alone_and_not_once_the_other_city_has_it(world: World) -> None:
    package = world.offer(202)
    world.carry(CHANGSHA)
    (sent,) = world.outgoing(CHANGSHA, kind="package", about=package.number)
    with world.at(CHANGSHA) as house:
        assert house.scene is not None
        with pytest.raises(NotFound):
            send_again(actor=house.scene.scene.community, at=timezone.now(), paper_id=sent.ref)
        send_again(actor=house.scene.desk, at=timezone.now(), paper_id=sent.ref)
        with pytest.raises(Conflict, match="not_to_be_sent_again"):
            send_again(actor=house.scene.desk, at=timezone.now(), paper_id=sent.ref)
    world.carry_all()
    outcomes = [one.outcome for one in world.incoming(SHENZHEN, kind="package", about=package.number)]
    assert (outcomes, arrivals(world, package.number)) == (["taken", "known"], ["waiting"])
    with world.at(CHANGSHA), pytest.raises(Conflict):
        send_again(actor=house.scene.desk, at=timezone.now(), paper_id=sent.ref)


def test_a_file_that_is_too_large_for_the_line_is_put_aside_and_holds_up_nothing(world: World) -> None:
    package = world.offer(202)
    with world.at(CHANGSHA):
        queue_papers(actor=SYSTEM, at=timezone.now())
        sendings = next_sendings(actor=SYSTEM, at=timezone.now(), most=50, most_bytes=100)
    assert sendings == []
    assert state_of(world, package.number) == "too_large"
    world.take_back(package)
    world.carry_all()
    # The withdrawal went, and nobody knows there what it is about.
    assert state_of(world, package.number) == "refused"


def test_a_place_that_was_given_before_is_not_taken_for_good(world: World) -> None:
    row = world.outgoing(CHANGSHA)[-1]
    with world.at(CHANGSHA):
        told = note_posted(
            actor=SYSTEM, at=timezone.now(), outgoing_id=row.pk, born=row.born, seq=row.seq or 0, is_known=False
        )  # fmt: skip
    assert told is False
