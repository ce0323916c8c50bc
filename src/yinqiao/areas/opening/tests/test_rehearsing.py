"""A rehearsal: everything is checked and counted against the register, and nobody comes in."""

from __future__ import annotations

import io
from datetime import date
from uuid import UUID

import openpyxl
import pytest

from yinqiao.areas.handover.tests.conftest import CAST as ROSTER
from yinqiao.areas.handover.tests.conftest import NOW, id_number, roster
from yinqiao.areas.opening import queries, services
from yinqiao.areas.opening.models import Figure, OldRow, Run
from yinqiao.areas.opening.tests.old_system import ALI, FOUR, LI, OUYANG, SYSTEM, WANG, OldSystem, table
from yinqiao.areas.opening.types import Explanation, Purpose, RowState, RunState, Side, Told, Totals
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.organisations.services import dissolve_enterprise
from yinqiao.areas.organisations.types import Dissolution
from yinqiao.areas.retirees.models import Retiree
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_a_sound_table_is_ready_as_a_whole_and_the_register_stays_empty(old: OldSystem) -> None:
    run_id = old.upload()
    assert old.totals(run_id) == Totals(rows=4, ready=4)
    assert old.run(run_id).state == RunState.REHEARSED
    row = old.row(run_id, "TG-0004")
    assert row.to_place == places().by_code["430105001001"].place_no and row.enterprise_id == old.scene.other_id
    with acting(old.city):
        assert not Retiree.objects.exists()


def test_what_does_not_load_has_a_reason_and_never_holds_up_the_others(old: OldSystem) -> None:
    run_id = old.upload(
        WANG,
        OUYANG.but(number="43010119520312001X"),
        ALI.but(accepted=""),
        LI.but(firm="早已注销的厂"),
        LI.but(old_no="TG-0005", serial=108, community="旧名社区", street="", district="", firm="湘江纺织集团（演示）"),
        LI.but(old_no="TG-0006", serial=110, accepted="2031-01-01"),
        LI.but(old_no="TG-0007", serial=112, state="已故"),
        LI.but(old_no="TG-0008", serial=114, state="迁出"),
        LI.but(old_no="TG-0009", serial=116),
        LI.but(old_no="TG-0009", serial=118, name="李秀芝"),
        WANG.but(old_no="TG-0010"),
    )
    standing = old.standing(run_id)
    assert standing["TG-0001"] == ("ready", "")
    assert standing["TG-0002"] == ("held", "roster.id_check_digit")
    assert standing["TG-0003"] == ("held", "roster.required_missing")
    assert standing["TG-0004"] == ("held", "opening.enterprise_unknown")
    assert standing["TG-0005"] == ("held", "opening.place_unknown")
    assert standing["TG-0006"] == ("held", "opening.accepted_later")
    assert standing["TG-0007"] == ("explained", "opening.old_dead")
    assert standing["TG-0008"] == ("explained", "opening.old_left")
    assert standing["TG-0009"] == ("held", "opening.old_number_repeated")
    assert standing["TG-0010"] == ("held", "roster.duplicate_in_file")
    assert old.totals(run_id) == Totals(rows=11, ready=1, explained=2, held=8)


def test_of_a_row_that_does_not_load_nothing_sealed_is_kept(old: OldSystem) -> None:
    run_id = old.upload(WANG, OUYANG.but(accepted="", phone="13900000777"))
    held = old.row(run_id, "TG-0002")
    assert (held.name, held.facts, held.phone_index, held.party_branch) == ("欧阳建国", None, None, None)
    assert old.row(run_id, "TG-0001").facts is not None


def test_who_is_known_here_is_not_loaded_again_alive_or_dead(old: OldSystem) -> None:
    old.scene.submit(roster(*ROSTER[:2]))
    with acting(old.city):
        Retiree.objects.filter(name="欧阳建国").update(status="deceased")
    run_id = old.upload()
    assert old.standing(run_id)["TG-0001"] == ("known", "opening.here")
    assert old.standing(run_id)["TG-0002"] == ("known", "opening.here_dead")
    assert old.totals(run_id) == Totals(rows=4, ready=2, known=2)


def test_an_unknown_community_leads_to_the_street_whose_name_is_told(old: OldSystem) -> None:
    run_id = old.upload(WANG.but(community="从前的社区"))
    row = old.row(run_id, "TG-0001")
    assert row.state == RowState.READY and row.to_place == old.scene.street.scope.place_from
    assert old.mapping("岳麓区 · 望月湖街道 · 从前的社区").state == "unknown"


def test_who_lives_elsewhere_goes_to_the_desk_of_the_agency(old: OldSystem) -> None:
    away = WANG.but(district="", street="", community="", address="湖北省武汉市江岸区沿江大道")
    row = old.row(old.upload(away), "TG-0001")
    assert row.state == RowState.READY and row.to_place == places().agency_desk.place_no


def test_old_names_are_mapped_once_and_remembered_for_the_next_rehearsal(old: OldSystem) -> None:
    lines = (WANG.but(firm="红旗厂"), OUYANG.but(firm="红旗厂", district="", street="", community="红旗里"))
    run_id = old.upload(*lines)
    assert old.totals(run_id) == Totals(rows=2, held=2)
    with acting(old.city):
        assert queries.count_unknown(scope=old.city.scope) == {Side.PLACE: 1, Side.ENTERPRISE: 1}
    services.map_old_name(actor=old.city, at=NOW, mapping_id=old.mapping("红旗厂").pk, target=old.scene.other_id)
    community = places().by_code["430104001002"].place_no
    services.map_old_name(actor=old.city, at=NOW, mapping_id=old.mapping("红旗里").pk, target=community)
    old.again(run_id)
    assert old.totals(run_id) == Totals(rows=2, ready=2)
    assert old.row(run_id, "TG-0002").to_place == community and old.row(run_id, "TG-0002").route_how == "by_hand"
    assert old.row(run_id, "TG-0001").enterprise_id == old.scene.other_id
    assert old.mapping("红旗厂").state == "chosen" and old.mapping("红旗厂").rows == 2


def test_people_under_a_name_that_stays_out_are_explained_by_it(old: OldSystem) -> None:
    run_id = old.upload(WANG.but(firm="外省驻长机构"), OUYANG)
    one = old.mapping("外省驻长机构").pk
    services.exclude_old_name(actor=old.city, at=NOW, mapping_id=one, words="由外省管理，市政府会议纪要3号")
    old.again(run_id)
    row = old.row(run_id, "TG-0001")
    assert (row.state, row.reason, row.explanation) == ("explained", "opening.excluded", Explanation.OTHER.value)
    assert row.words == "由外省管理，市政府会议纪要3号"
    services.map_old_name(actor=old.city, at=NOW, mapping_id=one, target=old.scene.enterprise_id)
    old.again(run_id)
    assert old.totals(run_id) == Totals(rows=2, ready=2)


def test_people_of_a_dissolved_enterprise_go_to_its_successor(old: OldSystem) -> None:
    end = Dissolution(date(2026, 2, 1), "国资〔2026〕1号", old.scene.enterprise_id)
    dissolve_enterprise(actor=old.city, at=NOW, enterprise_id=old.scene.other_id, dissolution=end)
    row = old.row(old.upload(LI), "TG-0004")
    assert (row.state, row.enterprise_id, row.former_unit) == ("ready", old.scene.enterprise_id, "湘江纺织集团（演示）")


def test_party_membership_told_as_yes_is_a_political_status(old: OldSystem) -> None:
    run_id = old.upload()
    assert old.row(run_id, "TG-0001").political_status == "01" and old.row(run_id, "TG-0002").political_status is None


def test_the_same_file_is_one_run_until_it_is_thrown_away(old: OldSystem) -> None:
    first = old.upload()
    again, is_new = services.upload_table(
        actor=old.second, at=NOW, purpose=Purpose.LOAD, system=SYSTEM, file=io.BytesIO(table()), file_name="又一次.csv"
    )  # fmt: skip
    assert (again, is_new) == (first, False)
    services.throw_away(actor=old.city, at=NOW, run_id=first)
    with acting(old.city):
        assert not OldRow.objects.filter(run_id=first).exists()
        kept = queries.list_figures(scope=old.city.scope, run_id=first, side=Side.PLACE)
        assert sum(one.rows for one in kept) == 4
    assert old.run(first).state == RunState.THROWN_AWAY
    assert old.upload() != first


def test_columns_are_explained_once_and_remembered(old: OldSystem) -> None:
    content = (
        table().decode("utf-8-sig").replace("编号,", "甲列,", 1).replace("接收日期", "乙列", 1).encode("utf-8-sig")
    )

    def rehearse(content: bytes) -> UUID:
        run_id, _ = services.upload_table(
            actor=old.city, at=NOW, purpose=Purpose.LOAD, system=SYSTEM, file=io.BytesIO(content), file_name="表.csv"
        )  # fmt: skip
        services.check_run(actor=old.city, at=NOW, run_id=run_id)
        return run_id

    run_id = rehearse(content)
    assert old.totals(run_id) == Totals(rows=4, held=4)
    assert set(old.run(run_id).reading.missing) == {"old_no", "accepted_on"}
    fields = {"甲列": "old_no", "乙列": "accepted_on"}
    services.correct_columns(actor=old.city, at=NOW, run_id=run_id, fields=fields)
    services.check_run(actor=old.city, at=NOW, run_id=run_id)
    assert old.totals(run_id) == Totals(rows=4, ready=4)
    assert old.totals(rehearse(content + b"\n")) == Totals(rows=4, ready=4)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig"])
def test_tables_of_either_encoding_and_workbooks_are_read(old: OldSystem, encoding: str) -> None:
    text = table(WANG.but(name="王䶮")).decode("utf-8-sig")
    book = openpyxl.Workbook()
    for line in text.splitlines():
        book.active.append(line.split(","))  # type: ignore[union-attr]
    workbook = io.BytesIO()
    book.save(workbook)
    for content in (text.encode(encoding), workbook.getvalue()):
        run_id, _ = services.upload_table(
            actor=old.city, at=NOW, purpose=Purpose.LOAD, system=SYSTEM, file=io.BytesIO(content), file_name="表"
        )  # fmt: skip
        services.check_run(actor=old.city, at=NOW, run_id=run_id)
        assert old.row(run_id, "TG-0001").name == "王䶮"


def test_a_file_that_is_no_table_is_refused_with_a_reason(old: OldSystem) -> None:
    run_id, _ = services.upload_table(
        actor=old.city, at=NOW, purpose=Purpose.LOAD, system=SYSTEM, file=io.BytesIO(b"PK\x03\x04broken"), file_name="坏.xlsx"
    )  # fmt: skip
    services.check_run(actor=old.city, at=NOW, run_id=run_id)
    assert old.run(run_id).state == RunState.REFUSED and old.run(run_id).refusal_code.startswith("sheets.")


def test_the_figures_of_each_side_add_up_to_the_table(old: OldSystem) -> None:
    run_id = old.upload(*FOUR, LI.but(old_no="TG-0009", serial=120, community=""))
    with acting(old.city):
        for side in Side:
            rows = list(queries.list_figures(scope=old.city.scope, run_id=run_id, side=side))
            assert sum(one.rows for one in rows) == 5
            assert all(one.rows == one.ready + one.known + one.mended + one.explained + one.held for one in rows)
        firms = {one.label: one.rows for one in Figure.objects.filter(run_id=run_id, side=Side.ENTERPRISE)}
    assert firms == {"中湘机床集团（演示）": 3, "湘江纺织集团（演示）": 2}


def test_only_the_city_sees_or_touches_an_opening_load(old: OldSystem) -> None:
    run_id = old.upload()
    for other in (old.scene.street, old.scene.community, old.scene.officer):
        with acting(other):
            assert not Run.objects.exists() and not OldRow.objects.exists() and not Figure.objects.exists()
            with pytest.raises(NotFound):
                queries.get_run(scope=other.scope, run_id=run_id)
        with pytest.raises(NotFound):
            old_upload = io.BytesIO(table(WANG))
            services.upload_table(
                actor=other, at=NOW, purpose=Purpose.LOAD, system=SYSTEM, file=old_upload, file_name="表.csv"
            )
        with pytest.raises(NotFound):
            services.throw_away(actor=other, at=NOW, run_id=run_id)


def test_rows_are_explained_with_a_code_and_the_explanation_can_be_taken_back(old: OldSystem) -> None:
    run_id = old.upload(WANG, OUYANG.but(accepted=""), ALI.but(accepted=""))
    one, other = old.row(run_id, "TG-0002").pk, old.row(run_id, "TG-0003").pk
    with pytest.raises(Invalid) as problem:
        old.explain(one, code=Explanation.OTHER)
    assert problem.value.code == "opening.words_needed"
    assert old.explain(one, other, old.row(run_id, "TG-0001").pk) == 2
    assert old.totals(run_id) == Totals(rows=3, ready=1, explained=2)
    with pytest.raises(Conflict):
        old.explain(one)
    assert services.take_explanations_back(actor=old.city, at=NOW, ids=[one]) == 1
    assert old.totals(run_id) == Totals(rows=3, ready=1, explained=1, held=1)
    with pytest.raises(NotFound):
        services.explain_rows(actor=old.scene.street, at=NOW, ids=[one], told=Told(Explanation.LEFT, ""))


def test_a_number_in_the_file_is_in_no_reason(old: OldSystem) -> None:
    run_id = old.upload(OUYANG.but(number="43010119520312001X"), WANG, WANG.but(old_no="TG-0012"))
    with acting(old.city):
        for row in queries.list_rows(scope=old.city.scope, run_id=run_id):
            told = queries.sentence_of(
                row.reason, row.field, None if row.args is None else str(row.args).replace("'", '"')
            )
            assert id_number(102) not in told and "43010119520312001X" not in told
