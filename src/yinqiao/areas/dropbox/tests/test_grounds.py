"""A file about illness: what lacks a legal ground is foreseen as it will be judged, and an office is told nothing of it."""

from __future__ import annotations

import io
from datetime import date
from uuid import UUID

import pytest

from yinqiao.areas.aid.services import record_basis, record_consent
from yinqiao.areas.aid.types import ILLNESS, ConsentWay, NewBasis, NewConsent
from yinqiao.areas.dropbox import queries, services
from yinqiao.areas.dropbox.tests.desk import NOBODY, Desk, number_of
from yinqiao.areas.dropbox.tests.test_offices import checked
from yinqiao.areas.dropbox.types import Cover
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.intake.services import register_source
from yinqiao.areas.intake.tests.offices import new_source
from yinqiao.areas.intake.types import SourceKind
from yinqiao.platform.access import Actor, Scope

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _content() -> bytes:
    since = queries.kind_named(ILLNESS).fields.label("since")
    people = ((number_of("王桂英"), "王桂英"), (number_of("欧阳建国"), "欧阳建国"), (NOBODY, "查无此人"))
    lines = "".join(f"{name},{number},2026-02-01\n" for number, name in people)
    return f"姓名,身份证号,{since}\n{lines}".encode()


def _source(desk: Desk) -> UUID:
    new = new_source(SourceKind.MEDICAL_INSURANCE, "yibao-files", None)
    return register_source(actor=desk.city, at=NOW, source=new)


def _check(desk: Desk, source: UUID) -> UUID:
    file = io.BytesIO(_content())
    file.name = "应走访.csv"
    pk, is_new = services.upload_file(actor=desk.city, at=NOW, source_id=source, kind=ILLNESS, cover=Cover(), file=file)
    if not is_new:
        services.check_again(actor=desk.city, at=NOW, file_id=pk)
    services.check_file(actor=desk.city, at=NOW, file_id=pk)
    return pk


def test_what_is_foreseen_of_an_illness_is_what_becomes_of_it(desk: Desk) -> None:
    source = _source(desk)
    file_id = _check(desk, source)
    assert desk.states(file_id) == ["no_ground", "no_ground", "unknown"]
    consent = NewConsent(ConsentWay.SIGNED, date(2026, 2, 1), "同意书1号")
    person = desk.certifying.person("王桂英").pk
    record_consent(actor=desk.certifying.scene.community, at=NOW, retiree_id=person, consent=consent)
    assert desk.states(_check(desk, source)) == ["new", "no_ground", "unknown"]
    services.begin_taking(actor=desk.city, at=NOW, file_id=file_id)
    services.take_in(actor=desk.city, at=NOW, file_id=file_id)
    assert desk.outcomes(file_id) == ["applied", "not_taken", "waiting"]


def test_with_a_basis_everybody_may_be_told_of(desk: Desk) -> None:
    source = _source(desk)
    record_basis(actor=desk.city, at=NOW, source_id=source, basis=NewBasis("健康管理办法", "第三条", date(2026, 1, 1)))
    assert desk.states(_check(desk, source)) == ["new", "new", "unknown"]


def test_the_file_of_an_office_keeps_no_word_of_consents(desk: Desk) -> None:
    source = _source(desk)
    who = Actor(UUID(int=7), "department_officer", "方海燕", Scope.of_office(source, "医保局"), "医保局")
    assert "no_ground" not in desk.states(checked(desk, who, _content(), ILLNESS))
