"""The inspector himself: what is planted on a page he opens is found, and told with its rule, its node and its page."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Arrive

pytestmark = pytest.mark.journey
PLANT = """() => document.querySelector('main').insertAdjacentHTML('beforeend',
  '<img class="planted" src="/static/shell/sign.svg"><input class="planted">')"""

PLANT_IN_ROWS = """rows => document.querySelectorAll(rows).forEach(row => row.cells[0].insertAdjacentHTML('beforeend',
  '<img class="planted" src="/static/shell/sign.svg">'))"""

# In the last of many that are alike: a name that stands twice, an item that lost its words, a choice in a field without a name.
_LAST = "const last = (of, within) => [...(within || document).querySelectorAll(of)].pop();"
SPARED = {
    "duplicate-id-aria": f"""() => {{ {_LAST}
      last('tbody tr').cells[0].insertAdjacentHTML('beforeend', '<i id="twin"></i><b aria-labelledby="twin"></b>');
      last('main h1').insertAdjacentHTML('beforeend', '<i id="twin"></i>'); }}""",
    "link-name": f"""() => {{ {_LAST} last('nav li a').replaceChildren(); }}""",
    "label": f"""() => {{ {_LAST} document.querySelectorAll('tbody tr').forEach((row, at) => row.cells[0].insertAdjacentHTML(
      'beforeend', `<input id="f${{at}}" class="planted">` + (at < 9 ? `<label for="f${{at}}">x</label>` : '<label>x</label>'))); }}""",
}

# Letters that fade on a page whose like was read before, and letters that stay as they are on a ground that has changed.
FADE = {
    "letters": "() => { document.querySelector('h1').style.color = '#ddd'; }",
    "ground": "() => { document.querySelector('main').style.background = '#666'; }",
}


def test_a_picture_without_words_and_a_field_without_a_name_are_told(arrive: Arrive) -> None:
    officer = arrive("shequ.li")
    officer.go("/search/")
    officer.look()
    officer.page.evaluate(PLANT)
    with pytest.raises(AssertionError) as found:
        officer.look()
    told = str(found.value)
    assert "community_officer at" in told and "/search/" in told
    assert "image-alt" in told and "label" in told and 'class="planted"' in told


@pytest.mark.parametrize("rows", ["tbody tr:nth-child(30)", "tbody tr"])
def test_a_fault_in_one_row_of_a_list_is_told_and_so_is_one_in_each(arrive: Arrive, rows: str) -> None:
    officer = arrive("shequ.li")
    officer.go("/people/")
    officer.look()
    officer.page.evaluate(PLANT_IN_ROWS, rows)
    with pytest.raises(AssertionError) as found:
        officer.look()
    assert "image-alt" in str(found.value) and 'class="planted"' in str(found.value)


@pytest.mark.parametrize("faded", FADE)
def test_letters_too_faint_are_told_though_their_like_was_read_before(arrive: Arrive, faded: str) -> None:
    officer = arrive("shequ.li")
    officer.go("/search/")
    officer.look()
    officer.page.evaluate(FADE[faded])
    with pytest.raises(AssertionError, match="color-contrast"):
        officer.look()


def test_two_looks_at_one_page_ask_axe_once(arrive: Arrive) -> None:
    officer = arrive("shequ.li")
    officer.go("/search/")
    officer.look()
    known = {screen: set(faces) for screen, faces in officer.gallery.faces.items()}
    officer.page.evaluate("() => { delete window.axe; }")
    officer.look()
    assert officer.page.evaluate("() => typeof window.axe") == "undefined"
    assert known == officer.gallery.faces


def test_a_page_reached_past_the_inspector_fails_the_visit(arrive: Arrive) -> None:
    officer = arrive("shequ.li")
    officer.go("/search/")
    officer.look()
    officer.arrived.add(("shell:search", "1x1"))
    with pytest.raises(AssertionError, match="without asking axe"):
        officer.close()
    officer.arrived.discard(("shell:search", "1x1"))


@pytest.mark.parametrize("planted", SPARED)
def test_a_fault_in_what_is_made_like_two_others_is_told(arrive: Arrive, planted: str) -> None:
    officer = arrive("shequ.li")
    officer.go("/people/")
    officer.look()
    officer.page.evaluate(SPARED[planted])
    with pytest.raises(AssertionError, match=planted):
        officer.look()


def test_a_page_stands_after_axe_as_it_stood_before(arrive: Arrive) -> None:
    officer = arrive("shequ.li")
    officer.go("/people/")
    officer.look()
    officer.page.evaluate(PLANT_IN_ROWS, "tbody tr:nth-child(7)")
    before = officer.page.content()
    with pytest.raises(AssertionError, match="image-alt"):
        officer.look()
    assert officer.page.content() == before
