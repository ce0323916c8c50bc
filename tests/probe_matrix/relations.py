"""Party relations of the matrix: on each side a roster that is checked, one offered, members before and after reporting."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from django.utils import timezone

from tests.probe_matrix.city import AWAY, CITY, COMMUNITIES, DESK, HOMES, City, firm_clerk, holder, soul
from yinqiao.areas.lists import services as lists
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party import services
from yinqiao.areas.party.models import Member
from yinqiao.areas.party.types import ROSTER, LetterInput, LetterMedium, Numbering
from yinqiao.kernel.id_number import check_digit
from yinqiao.platform.access import Actor, acting

_HEADER = "姓名,身份证号,所在党支部,联系渠道\n"


class Side:
    """The enterprise and the office of one side; but for one, its members are nobody's of the register."""

    def __init__(self, city: City, side: str) -> None:
        self.city, self.at, self.side = city, city.at, side
        self.firm, self.receiver = firm_clerk(city, side), holder(side)
        self.home = places().by_code[DESK if side == AWAY else COMMUNITIES[side]].place_no
        self.serial = 300 + 40 * HOMES.index(side)

    def nobody(self) -> str:
        self.serial += 1
        head = f"99010119490202{self.serial:03d}"
        return f"卫{self.side},{head + check_digit(head)},共用支部,无\n"

    def checked(self, *lines: str) -> UUID:
        content = (_HEADER + "".join(lines or (self.nobody(), self.nobody()))).encode("utf-8-sig")
        batch_id, _ = lists.upload_list(
            actor=self.firm, at=self.at, kind=ROSTER, enterprise_id=self.city.firms[self.side],
            file=BytesIO(content), file_name="党员.csv",
        )  # fmt: skip
        lists.check_batch(actor=self.firm, at=self.at, batch_id=batch_id)
        return batch_id

    def offered(self, *lines: str) -> UUID:
        one, place_no = self.checked(*lines), places().by_code[CITY].place_no
        services.begin_offer(actor=self.firm, at=self.at, batch_id=one, place_no=place_no)
        services.submit_batch(actor=self.firm, at=self.at, batch_id=one)
        return one

    def lettered(self, line: str) -> UUID:
        """The one member of a roster, sent to the own office with a letter of today."""
        batch_id = self.offered(line)
        with acting(Actor.system("matrix")):
            member = Member.objects.get(roster_id=batch_id)
        elsewhere = None if member.is_at_home else self.home
        numbering = Numbering(f"组介{self.side}", f"{self.serial}")
        letter = LetterInput(numbering, LetterMedium.PAPER, timezone.localdate(self.at), elsewhere)
        self.serial += 1
        services.record_letters(actor=self.firm, at=self.at, ids=[member.pk], letter=letter)
        return member.pk

    def reported(self) -> UUID:
        """One who has reported in and is not received yet."""
        member_id, today = self.lettered(self.nobody()), timezone.localdate(self.at)
        services.check_in_members(actor=self.receiver, at=self.at, ids=[member_id], reported_on=today)
        return member_id


def lay_relations(city: City) -> None:
    """Rosters and members on every side; called when the people were accepted."""
    for name in HOMES:
        side = Side(city, name)
        checked = side.checked()
        lists.annotate_batch(actor=side.firm, at=city.at, batch_id=checked)
        city.put("checked_members", name, checked)
        city.put("offered_members", name, side.offered())
        person = soul(name, "accepted").values
        city.texts[f"relation.{name}"] = f"移交支部{person['name'][1:]}"
        city.texts[f"channel.{name}"] = f"1379900000{HOMES.index(name)}"
        told = f"{person['name']},{person['id_no']},{city.texts[f'relation.{name}']},{city.texts[f'channel.{name}']}\n"
        city.put("lettered_member", name, side.lettered(told))
        city.put("reported_member", name, side.reported())
