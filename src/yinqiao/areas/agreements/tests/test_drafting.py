"""Drafts: numbers without gaps, versions that stay, two officers at once, a side's own secrets."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from yinqiao.areas.agreements import services
from yinqiao.areas.agreements.models import Agreement, AgreementVersion
from yinqiao.areas.agreements.queries import get_agreement, list_agreements, list_happenings, list_versions
from yinqiao.areas.agreements.tests.talks import SYSTEM, TERMS, Talks, less, with_numbers
from yinqiao.areas.agreements.types import AgreementState, Parties, Seen, Wording
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.organisations.queries import places
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_numbers_run_through_the_year_and_what_is_undone_leaves_no_gap(talks: Talks) -> None:
    first = talks.draft()
    with pytest.raises(RuntimeError), transaction.atomic():
        talks.draft()
        raise RuntimeError
    second = talks.draft(talks.street)
    assert [talks.row(one).agreement_no for one in (first, second)] == ["移协〔2026〕0001号", "移协〔2026〕0002号"]


def test_a_draft_is_its_own_sides_alone_until_it_is_proposed(talks: Talks) -> None:
    ours, theirs = talks.draft(), talks.draft(talks.street)
    for actor, seen, hidden in ((talks.enterprise, ours, theirs), (talks.street, theirs, ours)):
        with acting(actor):
            assert [one.pk for one in list_agreements(scope=actor.scope)] == [seen]
            assert set(Agreement.objects.values_list("pk", flat=True)) == {seen}, "the database says the same"
            assert not AgreementVersion.objects.filter(agreement_id=hidden).exists()
            assert list_happenings(scope=actor.scope, agreement_id=seen)
            with pytest.raises(NotFound):
                get_agreement(scope=actor.scope, agreement_id=hidden)
    talks.propose(ours)
    with acting(talks.street):
        assert get_agreement(scope=talks.street.scope, agreement_id=ours).people == 10
        told = [one.type for one in list_happenings(scope=talks.street.scope, agreement_id=ours)]
    assert told == ["agreements.proposed"], "what happened before stays with the side that wrote"


def test_a_version_is_kept_and_the_next_is_the_other_sides_only_once_it_is_proposed(talks: Talks) -> None:
    one = talks.draft()
    talks.propose(one)
    services.take_agreement_back(actor=talks.enterprise, at=NOW, seen=talks.seen(one))
    services.save_version(
        actor=talks.enterprise, at=NOW, seen=talks.seen(one), wording=Wording(with_numbers(people=12), "多两人")
    )

    def numbers(actor: object) -> list[tuple[int, int]]:
        with acting(actor):  # type: ignore[arg-type]
            found = list_versions(scope=actor.scope, agreement_id=one)  # type: ignore[attr-defined]
            assert AgreementVersion.objects.filter(agreement_id=one).count() == len(found)
            people = get_agreement(scope=actor.scope, agreement_id=one).people  # type: ignore[attr-defined]
            assert people == found[0].terms.numbers.people
        return [(row.number, row.terms.numbers.people) for row in found]

    assert numbers(talks.enterprise) == [(2, 12), (1, 10)]
    assert numbers(talks.street) == [(1, 10)]
    talks.propose(one)
    assert numbers(talks.street) == [(2, 12), (1, 10)]


def test_two_officers_at_once_lose_nothing(talks: Talks) -> None:
    one = talks.draft()
    seen = talks.seen(one)
    services.save_version(actor=talks.enterprise, at=NOW, seen=seen, wording=Wording(with_numbers(people=11)))
    with pytest.raises(Conflict) as late:
        services.save_version(actor=talks.enterprise, at=NOW, seen=seen, wording=Wording(with_numbers(people=12)))
    assert late.value.code == "agreements.changed_meanwhile"
    with acting(SYSTEM):
        kept = list_versions(scope=SYSTEM.scope, agreement_id=one)
    assert [row.terms.numbers.people for row in kept] == [11, 10]


def test_a_version_that_stands_is_changed_by_nobody(talks: Talks) -> None:
    one = talks.draft()
    with acting(talks.enterprise):
        found = AgreementVersion.objects.filter(agreement_id=one)
        assert found.update(remark="改过") == 0
        assert found.delete()[0] == 0
        assert found.count() == 1
        with pytest.raises(IntegrityError, match="agreements_version_once"), transaction.atomic():
            AgreementVersion.objects.create(agreement_id=one, number=1, terms={}, author_name="某")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"place_no": "community"}, "agreements.not_a_party"),
        ({"place_no": 999_999_999}, "agreements.not_a_party"),
        ({"enterprise_id": "rival"}, "not_found"),
    ],
)
def test_parties_are_an_own_enterprise_and_a_city_district_or_street(
    talks: Talks, change: dict[str, object], code: str
) -> None:
    known = {"community": places().by_code["430104001001"].place_no, "rival": talks.scene.other_id}
    parties = replace(talks.parties(), **{name: known.get(value, value) for name, value in change.items()})  # type: ignore[arg-type]
    with pytest.raises(DomainError) as refused:
        services.draft_agreement(actor=talks.enterprise, at=NOW, parties=parties, wording=Wording(TERMS))
    assert refused.value.code == code


def test_a_street_drafts_for_itself_and_no_other(talks: Talks) -> None:
    far = Parties(talks.scene.enterprise_id, places().by_code["430105001000"].place_no)
    with pytest.raises(NotFound):
        services.draft_agreement(actor=talks.street, at=NOW, parties=far, wording=Wording(TERMS))
    assert talks.row(talks.draft(talks.street)).proposed_by == "place"


def test_impossible_numbers_are_refused_beside_their_field(talks: Talks) -> None:
    with pytest.raises(Invalid) as refused:
        talks.draft(terms=with_numbers(people=2, party_members=3))
    assert refused.value.code == "agreements.terms_not_possible" and set(refused.value.fields) == {"party_members"}
    assert talks.row(talks.draft(terms=with_numbers(people=3, party_members=3))).version == 1


def test_a_supplement_brings_no_number_below_zero_whoever_was_faster(talks: Talks) -> None:
    main = talks.standing(AgreementState.FILED)
    with pytest.raises(Invalid) as refused:
        talks.supplement(main, -11)
    assert refused.value.fields.keys() >= {"people"}
    one, other = (talks.supplement(main, -7, AgreementState.AGREED) for _ in range(2))
    assert talks.row(one).agreement_no == "移协〔2026〕0001号补1"
    assert talks.row(other).agreement_no == "移协〔2026〕0001号补2"
    talks.walk(one, AgreementState.SIGNED)
    with pytest.raises(Invalid) as late:
        talks.walk(other, AgreementState.SIGNED)
    assert late.value.code == "agreements.terms_not_possible"
    assert talks.row(other).state == "agreed" and talks.row(other).scan_id is None


def test_a_supplement_needs_a_signed_agreement(talks: Talks) -> None:
    main = talks.standing(AgreementState.AGREED)
    with pytest.raises(Conflict) as refused:
        talks.supplement(main, 1)
    assert refused.value.code == "agreements.step_not_open"
    talks.walk(main, AgreementState.SIGNED)
    made = talks.supplement(main, 1)
    assert talks.row(made).main_id == main
    with pytest.raises(Conflict):
        services.draft_supplement(
            actor=talks.enterprise, at=NOW, seen=Seen(main, talks.seen(main).lock_version - 1), wording=less(1)
        )
