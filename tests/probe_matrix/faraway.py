"""Another city in the matrix: people at the agency's desk who go there, packages that came from it, keys to confirm.

What goes out is the desk's, the agency's own; what comes in is the city's, whatever side it stands for.
"""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from tests.probe_matrix.city import AWAY, CITY, DESK, SIDES, City, clerk, firm_clerk, soul
from yinqiao.areas.handover import services as handover
from yinqiao.areas.handover.models import Offer
from yinqiao.areas.handover.services import Choice
from yinqiao.areas.hub import services as hub
from yinqiao.areas.hub.models import CitySheet
from yinqiao.areas.lists import services as lists
from yinqiao.areas.othercity import services
from yinqiao.areas.othercity.models import Arrival, Package, Paper
from yinqiao.areas.othercity.rules.messages import PackageMessage
from yinqiao.areas.othercity.rules.sealing import fingerprint, seal, write_keys
from yinqiao.areas.othercity.tests.cities import SECURITY, WUHAN, far_keys, person
from yinqiao.kernel.id_number import check_digit
from yinqiao.platform.access import Actor, acting

_HEADER = "姓名,身份证号,常住地地址,性别,参加工作时间,退休年月,退休类别\n"
_WAITING = {"own": "3301", "sibling": "3201", "other": "3501"}
_STRAND = {"agreed": None, "handed_over": 3, "received": 2, "usable": None}
_FIGURES = {
    "place": {"people": _STRAND, "party": _STRAND, "archives": _STRAND, "offered": 1}, "certify_needed": 2,
    "certify_valid": 1, "far_open": 1, "far_late": 0, "far_oldest_days": 4,
}  # fmt: skip
_NAMES = ("沈外甲", "沈外乙", "沈外丙")


def lay_far_city(city: City) -> None:
    """Keys, people on their way and people who come, on every side; called when the people were accepted."""
    agency, manager, system = clerk("agency_officer", DESK), clerk("city_manager", CITY), Actor.system("matrix")
    own, public = far_keys(WUHAN)
    keys_id = services.register_keys(actor=manager, at=city.at, sheet=write_keys(public))
    services.confirm_keys(actor=SECURITY, at=city.at, keys_id=keys_id, tail=fingerprint(public)[-8:])
    people = _at_desk(city, agency)
    services.find_residences(actor=system, at=city.at)
    (sent,) = services.offer_people(actor=agency, at=city.at, ids=people[:1])
    city.put("sent_package", AWAY, sent.pk)
    _put_package(city, AWAY, sent)
    city.put("desk_resident", AWAY, people[1])
    for at, side in enumerate(SIDES):
        _, waiting = far_keys(_WAITING[side])
        key = services.register_keys(actor=manager, at=city.at, sheet=write_keys(waiting))
        city.put("waiting_keys", side, key)
        city.far[side] = fingerprint(waiting)[-8:]
        known = soul(side, "accepted").values["id_no"]
        message = PackageMessage(
            jti=UUID(int=9_000 + at), iss=WUHAN, aud="4301", iat=city.at, number=f"{WUHAN}-4301-2026-{at + 1:04d}",
            sequence=at + 1, valid_to=sent.valid_to, covers=(), rule_of_sender="甲", rule_of_receiver="乙",
            people=(person(id_no=known, name=_NAMES[at]),),
        )  # fmt: skip
        services.take_in(actor=manager, at=city.at, content=seal(message, own=own, to=services.own_sheet()))
        with acting(system):
            came = Package.objects.get(side="in", sequence=at + 1)
            city.put("arrival", side, Arrival.objects.get(package=came).pk)
        _put_package(city, side, came)
        # Not one of the desk: it stands for what the city does not find there.
        city.put("sent_package", side, came.pk)
        city.put("desk_resident", side, city.targets["accepted_person"][side])
    _post(city, sent)


def _post(city: City, sent: Package) -> None:
    """What went over the carrier and waits for its receipt; files that came stand for what nobody finds there."""
    carrier = Actor.system("市间专线")
    hub.queue_papers(actor=carrier, at=city.at)
    for one in hub.next_sendings(actor=carrier, at=city.at, most=50, most_bytes=2**24):
        hub.note_posted(actor=carrier, at=city.at, outgoing_id=one.id, born="流", seq=one.id, is_known=False)
    with acting(carrier):
        city.put("far_posted", AWAY, Paper.objects.get(package=sent).pk)
    for side in SIDES:
        city.put("far_posted", side, city.targets["far_paper"][side])
        city.put("far_sheet", side, _WAITING[side])
        with acting(carrier):
            CitySheet.objects.create(
                city=_WAITING[side], epoch=UUID(int=1), number=1, as_of=city.at, figures=_FIGURES, districts=[]
            )


def _put_package(city: City, side: str, package: Package) -> None:
    city.put("package", side, package.pk)
    with acting(Actor.system("matrix")):
        city.put("far_paper", side, Paper.objects.get(package=package).pk)


def _at_desk(city: City, agency: Actor) -> list[UUID]:
    """Two further people of the agency's, with nothing but an address in the other city."""
    firm = firm_clerk(city, AWAY)
    heads = [f"99010119520312{serial}" for serial in ("902", "904")]
    lines = [f"贺外{one[-1]},{one}{check_digit(one)},湖北省武汉市洪山区,女,1970-01,2012-03,正常退休\n" for one in heads]
    batch_id, _ = lists.upload_list(
        kind="roster", actor=firm, at=city.at, enterprise_id=city.firms[AWAY], file_name="外市.csv",
        file=BytesIO((_HEADER + "".join(lines)).encode("utf-8-sig")),
    )  # fmt: skip
    lists.check_batch(actor=firm, at=city.at, batch_id=batch_id)
    lists.begin_submission(kind="roster", actor=firm, at=city.at, batch_id=batch_id)
    handover.submit_batch(actor=firm, at=city.at, batch_id=batch_id)
    with acting(Actor.system("matrix")):
        offers = list(Offer.objects.filter(batch_id=batch_id).order_by("id"))
    handover.accept_people(actor=agency, at=city.at, choice=Choice.of([one.pk for one in offers]))
    return [one.retiree_id for one in offers]
