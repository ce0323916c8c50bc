"""Who retires soon, in the matrix: on each side a list that is checked, one submitted, a person expected, one confirmed."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from uuid import UUID

from django.utils import timezone

from tests.probe_matrix.city import HOMES, City, firm_clerk
from yinqiao.areas.lists import services as lists
from yinqiao.areas.routine import services
from yinqiao.areas.routine.models import ExpectedRetiree
from yinqiao.areas.routine.types import RETIRING, Retirement
from yinqiao.kernel.id_number import check_digit
from yinqiao.platform.access import Actor, acting

_HEADER = "姓名,身份证号,所在社区\n"
_BORN = "19660116"


class _Side:
    """The enterprise of one side; its people are nobody's of the register."""

    def __init__(self, city: City, side: str) -> None:
        self.city, self.at, self.side = city, city.at, side
        self.firm = firm_clerk(city, side)
        self.serial = 701 + 40 * HOMES.index(side)

    def checked(self, people: int) -> UUID:
        content = (_HEADER + "".join(self._line() for _ in range(people))).encode("utf-8-sig")
        batch_id, _ = lists.upload_list(
            actor=self.firm, at=self.at, kind=RETIRING, enterprise_id=self.city.firms[self.side],
            file=BytesIO(content), file_name="名单.csv",
        )  # fmt: skip
        lists.check_batch(actor=self.firm, at=self.at, batch_id=batch_id)
        return batch_id

    def _line(self) -> str:
        self.serial += 2
        head = f"990101{_BORN}{self.serial:03d}"
        return f"陈{self.side},{head + check_digit(head)},\n"

    def submitted(self, people: int) -> UUID:
        one = self.checked(people)
        lists.begin_submission(actor=self.firm, at=self.at, kind=RETIRING, batch_id=one)
        services.submit_batch(actor=self.firm, at=self.at, batch_id=one)
        return one

    def confirmed(self, person: UUID) -> UUID:
        retirement = Retirement(timezone.localdate(self.at) - timedelta(days=1), "文1")
        services.confirm_people(actor=self.firm, at=self.at, ids=[person], retirement=retirement)
        return person


def lay_months(city: City) -> None:
    """Lists and people on every side; called when the enterprises stand."""
    for name in HOMES:
        side = _Side(city, name)
        checked = side.checked(2)
        lists.annotate_batch(actor=side.firm, at=city.at, batch_id=checked)
        city.put("checked_names", name, checked)
        side.submitted(2)
        with acting(Actor.system("matrix")):
            people = list(ExpectedRetiree.objects.filter(enterprise_id=city.firms[name]).order_by("id"))
        city.put("expected_person", name, people[0].pk)
        city.put("confirmed_person", name, side.confirmed(people[1].pk))
        city.put("submitted_names", name, side.submitted(1))
