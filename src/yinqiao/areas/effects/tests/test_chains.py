"""One page per person: a cause with what followed, its rule, its source, what undid it; and no more than one may see."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from yinqiao.areas.effects.rules import explaining
from yinqiao.areas.effects.tests.lives import LATER, NOW, SYSTEM, Lives
from yinqiao.areas.effects.types import Chain
from yinqiao.areas.handover.tests.conftest import id_number, place_actor
from yinqiao.areas.intake.models import Message
from yinqiao.areas.intake.services import enter_letter, register_source
from yinqiao.areas.intake.tests.offices import new_source
from yinqiao.areas.intake.types import Letter, SourceKind
from yinqiao.areas.lost_contact.services import declare_lost
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]
DEATH = "cn.yinqiao.person.death.v1"


def _labels(chain: Chain) -> list[str]:
    return [step.label for step in chain.steps]


def _caused() -> dict[str, str]:
    with acting(SYSTEM):
        return dict(Event.objects.exclude(caused_by="").values_list("type", "caused_by"))


def _write(lives: Lives, kind: SourceKind = SourceKind.POLICE) -> UUID:
    """An office writes of the death on paper."""
    city = lives.scene.city
    source = register_source(actor=city, at=NOW, source=new_source(kind, f"w-{kind.value}", None))
    told = {"id_number": id_number(102), "name": "王桂英", "died_on": "2026-03-02", "proof": "死亡医学证明"}
    letter = Letter("长公函〔2026〕1号", date(2026, 3, 2))
    return enter_letter(actor=city, at=NOW, source_id=source, told=(DEATH, "w-1", told), letter=letter).no


def test_a_death_shows_what_followed_with_the_rule_of_each(lives: Lives) -> None:
    declare_lost(actor=lives.scene.community, at=NOW, retiree_id=lives.id(), reason="rule_met")
    lives.die()
    chain = lives.chains(lives.scene.community)[0]
    assert chain.label == "死亡登记" and "死亡日期" in chain.text and not chain.undone and chain.told is None
    assert set(_labels(chain)) == {"本人去世，停止查找", "资格认证终止", "身后事项立项", "党员去世，请党组织登记"}
    why = {step.label: step.why for step in chain.steps}
    assert why["资格认证终止"] is not None and why["资格认证终止"].version == "effects.certification_ends@2018-01-01"
    assert why["资格认证终止"].source.startswith("人社厅发") and not why["资格认证终止"].is_assumed
    assert _caused()["certification.ended"] == "retirees.death_recorded"


def test_a_death_taken_back_says_so_on_its_cause_and_shows_what_goes_on(lives: Lives) -> None:
    declare_lost(actor=lives.scene.community, at=NOW, retiree_id=lives.id(), reason="rule_met")
    lives.die()
    lives.live()
    after, before = lives.chains(lives.scene.community)[:2]
    assert before.undone.endswith("撤销死亡登记") and before.label == "死亡登记"
    assert after.label == "撤销死亡登记" and {"资格认证继续", "失联认定恢复"} <= set(_labels(after))


def test_what_an_office_wrote_stands_behind_its_death_with_the_rule_that_took_it(lives: Lives) -> None:
    message = _write(lives)
    chain = lives.chains(lives.scene.city)[0]
    assert chain.told is not None and (chain.told.url, chain.told.title) == (str(message), "死亡")
    assert chain.told.rule.startswith("intake.") and "资格认证终止" in _labels(chain)


def test_a_suspicion_stands_there_with_nothing_done_and_ends_when_the_death_is_recorded_otherwise(lives: Lives) -> None:
    _write(lives, SourceKind.ENTERPRISE)
    (suspected,) = [one for one in lives.chains(lives.scene.community) if one.told is not None]
    assert suspected.label == "外来信息待核实" and suspected.steps == []
    lives.die()
    chains = lives.chains(lives.scene.community)
    assert "外来信息核实自动了结" in _labels(chains[0])
    (suspected,) = [one for one in chains if one.label == "外来信息待核实"]
    assert [(step.label, step.is_later) for step in suspected.steps] == [("外来信息核实自动了结", True)]


def test_a_move_shows_the_offer_the_answer_and_what_stayed_behind(lives: Lives) -> None:
    lives.move()
    lives.accept(lives.scene.elsewhere, LATER)
    chains = lives.chains(lives.scene.elsewhere, at=LATER)
    moved = next(one for one in chains if one.label == "迁居登记")
    assert _labels(moved) == ["移交社区，等待接收", "社区接收"] and moved.steps[1].is_later
    assert moved.steps[0].why is not None and "中办发" in moved.steps[0].why.source
    left = chains[0]
    assert {"迁居后档案随转", "迁居后组织关系随转"} <= set(_labels(left))


def test_an_enterprise_reads_what_is_shared_and_no_office_an_overseer_nothing_of_the_party(lives: Lives) -> None:
    lives.agree()
    lives.die(NOW.date() - timedelta(days=90))
    (chain,) = [one for one in lives.chains(lives.scene.officer) if one.label == "死亡登记"]
    assert _labels(chain) == ["死亡告知原企业"] and (chain.by, chain.text, chain.sent) == ("", "", None)
    auditor = place_actor("auditor", "430104000000")
    overseer = Actor(auditor.id, "auditor", "审计", auditor.scope.for_oversight())
    (chain,) = [one for one in lives.chains(overseer) if one.label == "死亡登记"]
    assert "资格认证终止" in _labels(chain) and not any("党" in label for label in _labels(chain))
    for stranger in (lives.scene.rival, lives.scene.neighbour, lives.scene.elsewhere):
        with pytest.raises(NotFound):
            lives.chains(stranger)


def test_whatever_followed_by_reaction_has_a_rule_that_explains_it(lives: Lives) -> None:
    declare_lost(actor=lives.scene.community, at=NOW, retiree_id=lives.id(), reason="rule_met")
    _write(lives, SourceKind.ENTERPRISE)
    lives.die()
    lives.live()
    lives.move()
    lives.accept(lives.scene.elsewhere, LATER)
    pairs = {(cause, effect) for effect, cause in _caused().items()}
    assert len(pairs) > 4
    assert {pair for pair in pairs if pair not in explaining()} == set()


def test_a_message_about_nobody_leads_nowhere_and_one_about_somebody_to_its_act(lives: Lives) -> None:
    from yinqiao.areas.effects.queries import chain_of_message

    message = _write(lives)
    city = lives.scene.city
    with acting(city):
        person, act = chain_of_message(scope=city.scope, message_id=message)
        assert (person, act) == (lives.id(), Message.objects.get(pk=message).act_id)
    with acting(SYSTEM):
        Message.objects.filter(pk=message).update(retiree_id=None)
    with acting(city), pytest.raises(NotFound):
        chain_of_message(scope=city.scope, message_id=message)
