"""A checked file is taken in: messages with receipts as from a programme, once, in rounds; and taken back as a whole."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from joserfc import jws
from joserfc.jwk import OKPKey

from yinqiao.areas.dropbox import queries, services
from yinqiao.areas.dropbox.models import File, Line
from yinqiao.areas.dropbox.services import taking
from yinqiao.areas.dropbox.tests.desk import DEATH, PHONE, RESULT, Desk, compared, day, deaths, number_of, phones
from yinqiao.areas.dropbox.types import Cover
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.intake.models import Contradiction, Message
from yinqiao.areas.intake.services import set_state
from yinqiao.areas.intake.tests.offices import SYSTEM
from yinqiao.areas.intake.types import SourceState
from yinqiao.areas.retirees.queries import facts_of
from yinqiao.platform.access import acting
from yinqiao.platform.crypto.statements import public_keys

pytestmark = [pytest.mark.db, pytest.mark.django_db]
LATER = NOW + timedelta(days=10)
MONTH = ("王桂英,已认证,2026-02-10,自助认证", "欧阳建国,正常,2026-02-01", "李秀兰,死亡,2026-02-01", "查无此人,正常")


def _phone(desk: Desk, name: str) -> str:
    with acting(SYSTEM):
        return facts_of([desk.certifying.person(name)])[0]["phone"]


def test_only_what_differs_becomes_a_message_and_every_line_has_its_outcome(desk: Desk) -> None:
    file_id = desk.take(compared(*MONTH), cover=Cover("长人社函〔2026〕9号", day("2026-02-28")))
    assert desk.outcomes(file_id) == ["applied", "unchanged", "waiting", "not_ours"]
    assert desk.messages() == {"applied": 1, "waiting": 1}
    assert desk.certifying.clock().certified_on == day("2026-02-10")
    assert desk.certifying.records()[0].method == "face"
    with acting(SYSTEM):
        assert set(Message.objects.values_list("letter_no", flat=True)) == {"长人社函〔2026〕9号"}
        assert not Line.objects.filter(body__isnull=False).exists()


def test_next_month_tells_again_what_stands_and_only_the_change_is_a_message(desk: Desk) -> None:
    desk.take(compared(*MONTH, "阿依古丽·买买提,已认证,2026-01-05"))
    later = NOW + timedelta(days=30)
    again = desk.take(compared(*MONTH, "张䶮,死亡,2026-03-05"), at=later)
    assert desk.outcomes(again) == ["unchanged", "unchanged", "waiting", "not_ours", "waiting"]
    assert [one.is_repeated for one in desk.lines(again)] == [False, False, True, False, False]
    assert len(desk.certifying.records()) == 1


def test_a_message_of_a_programme_and_a_line_of_a_file_are_one_by_their_number(desk: Desk) -> None:
    office, name = desk.offices["police"], "王桂英"
    told = {"id_number": number_of(name), "name": name, "died_on": "2026-02-01", "proof": "死亡证明"}
    event = {**office.event(DEATH, told), "id": "A-1", "time": "2026-02-01T00:00:00+08:00"}
    assert office.send(event, at=NOW)[0].code == "applied"
    file_id = desk.take(deaths("A-1,王桂英,2026-02-01", "A-2,欧阳建国,2026-02-02"), DEATH, office="police")
    assert desk.outcomes(file_id) == ["applied", "applied"]
    assert [one.is_repeated for one in desk.lines(file_id)] == [True, False]


def test_two_changes_of_one_person_are_applied_in_the_order_of_their_days(desk: Desk) -> None:
    content = phones("王桂英,13900000002,2026-03-08", "王桂英,13900000001,2026-03-05")
    file_id = desk.take(content, PHONE, at=LATER)
    assert sorted(desk.outcomes(file_id)) == ["applied", "applied"]
    assert _phone(desk, "王桂英") == "13900000002"


def test_a_lower_rank_opens_a_work_item_as_a_programme_would(desk: Desk) -> None:
    desk.take(phones("王桂英,13900000001,2026-03-05"), PHONE, at=LATER)
    file_id = desk.take(phones("王桂英,13900000009,2026-03-08"), PHONE, office="enterprise", at=LATER)
    assert desk.outcomes(file_id) == ["disputed"]
    with acting(SYSTEM):
        assert Contradiction.objects.get().kind == "lower_rank"


def test_a_paused_source_holds_the_file_up_and_it_goes_on_when_resumed(desk: Desk) -> None:
    file_id, source = desk.check(compared(*MONTH)), desk.offices["human_resources"].source_id
    services.begin_taking(actor=desk.city, at=NOW, file_id=file_id)
    set_state(actor=desk.city, at=NOW, source_id=source, state=SourceState.PAUSED, reason="核对")
    services.take_in(actor=desk.city, at=NOW, file_id=file_id)
    assert (desk.file(file_id).state, desk.file(file_id).refusal_code) == ("taking", "intake.source_paused")
    assert desk.messages() == {}
    set_state(actor=desk.city, at=NOW, source_id=source, state=SourceState.ACTIVE, reason="已核对")
    services.begin_taking(actor=desk.city, at=NOW, file_id=file_id)
    services.take_in(actor=desk.city, at=NOW, file_id=file_id)
    assert desk.file(file_id).state == "taken"


def test_a_second_run_of_the_work_changes_nothing(desk: Desk) -> None:
    file_id = desk.take(compared(*MONTH))
    before = desk.file(file_id).list_receipt
    services.take_in(actor=desk.city, at=NOW, file_id=file_id)
    services.check_file(actor=desk.city, at=NOW, file_id=file_id)
    assert desk.file(file_id).list_receipt == before
    assert desk.messages() == {"applied": 1, "waiting": 1}


def test_rounds_smaller_than_the_file_settle_it_all(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "ROUND", 1)
    file_id = desk.take(compared(*MONTH))
    assert desk.outcomes(file_id) == ["applied", "unchanged", "waiting", "not_ours"]


def test_a_third_party_checks_the_list_and_each_receipt_with_the_public_key(desk: Desk) -> None:
    file_id = desk.take(compared(*MONTH))
    file, (key, *_) = desk.file(file_id), public_keys()
    registry = jws.JWSRegistry(algorithms=["Ed25519"])
    opened = jws.deserialize_compact(file.list_receipt, OKPKey.import_key(key), registry=registry)
    told = json.loads(opened.payload)
    with acting(desk.city):
        lines = "".join(queries.list_signed(scope=desk.city.scope, file_id=file_id))
        receipts = dict(queries.list_receipts(scope=desk.city.scope, file_id=file_id))
    assert (told["list"], told["lines"], told["no"]) == (sha256(lines.encode()).hexdigest(), "4", file.file_no)
    assert told["sha256"] == sha256(compared(*MONTH)).hexdigest()
    signed = [
        jws.deserialize_compact(one, OKPKey.import_key(key), registry=registry) for one in receipts.values() if one
    ]
    assert sorted(json.loads(one.payload)["outcome"] for one in signed) == ["applied", "waiting"]


def test_the_check_of_the_list_that_the_documentation_gives_finds_a_changed_line(desk: Desk, tmp_path: Path) -> None:
    file_id = desk.take(compared(*MONTH))
    with acting(desk.city):
        lines = "".join(queries.list_signed(scope=desk.city.scope, file_id=file_id))
    page = (Path(__file__).parents[5] / "docs" / "programmers" / "telling.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    (tmp_path / "receipt-keys.json").write_text(json.dumps({"keys": public_keys()}))
    for told, ends in ((lines, 0), (lines.replace("applied", "waiting", 1), 1)):
        (tmp_path / "签名清单.txt").write_text(
            f"{desk.file(file_id).list_receipt}\n{told}", encoding="utf-8", newline=""
        )
        done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == ends, done.stderr


def test_a_file_taken_back_leaves_the_register_as_it_was(desk: Desk) -> None:
    before = (_phone(desk, "王桂英"), desk.certifying.person("欧阳建国").status)
    first = desk.take(phones("王桂英,13900000001,2026-03-05"), PHONE, at=LATER)
    second = desk.take(deaths("A-1,欧阳建国,2026-03-05"), DEATH, office="police", at=LATER)
    assert desk.certifying.person("欧阳建国").status == "deceased"
    desk.withdraw(second, at=LATER)
    desk.withdraw(first, at=LATER)
    assert (_phone(desk, "王桂英"), desk.certifying.person("欧阳建国").status) == before
    assert [one.taken_back for one in (*desk.lines(first), *desk.lines(second))] == ["applied", "applied"]
    assert desk.file(first).state == "withdrawn"


def test_what_later_rests_on_a_line_goes_to_a_person(desk: Desk) -> None:
    first = desk.take(phones("王桂英,13900000001,2026-03-05"), PHONE, at=LATER)
    desk.take(phones("王桂英,13900000002,2026-03-08"), PHONE, at=LATER)
    desk.withdraw(first, at=LATER)
    assert [one.taken_back for one in desk.lines(first)] == ["disputed"]
    assert _phone(desk, "王桂英") == "13900000002"


def test_a_file_that_was_taken_back_may_be_sent_again(desk: Desk) -> None:
    content = compared("王桂英,已认证,2026-02-10,自助认证")
    first = desk.take(content)
    desk.withdraw(first)
    assert desk.certifying.clock().certified_on is None
    second = desk.take(content, at=NOW + timedelta(minutes=1))
    assert second != first
    assert desk.outcomes(second) == ["applied"]
    assert desk.certifying.clock().certified_on == day("2026-02-10")


def test_what_an_earlier_file_told_is_not_taken_back_with_a_later_one(desk: Desk) -> None:
    desk.take(compared("李秀兰,死亡,2026-02-01"))
    second = desk.take(compared("李秀兰,死亡,2026-02-01", "王桂英,已认证,2026-02-10"))
    desk.withdraw(second)
    assert [one.taken_back for one in desk.lines(second)] == ["", "applied"]
    assert desk.messages()["waiting"] == 1


def test_a_mass_of_deaths_in_one_file_halts_the_source_before_the_first_is_applied(desk: Desk) -> None:
    from yinqiao.areas.handover.tests.conftest import id_number

    lines = "".join(f"M-{at},某{at},{id_number(at)},2026-02-01,\n" for at in range(200, 260))
    content = ("流水号,姓名,身份证号,死亡日期,死亡证明\n" + lines).encode() + deaths("A-1,王桂英,2026-02-01").split(
        b"\n"
    )[1]
    file_id = desk.take(content, DEATH, office="police")
    assert set(desk.outcomes(file_id)) == {"held"}
    assert desk.certifying.person().died_on is None


def test_certifications_of_a_file_of_their_own_go_by_their_number(desk: Desk) -> None:
    content = f"姓名,身份证号,认证日期,认证方式,认证编号\n王桂英,{number_of('王桂英')},2026-02-10,刷脸,RZ-1\n".encode()
    file_id = desk.take(content, RESULT)
    assert desk.outcomes(file_id) == ["applied"]
    assert desk.certifying.records()[0].reference == "RZ-1"
    with acting(SYSTEM):
        assert File.objects.get(pk=file_id).outcomes == {"applied": 1}
