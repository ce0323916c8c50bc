"""Asks a whole row of the matrix and says, in codes alone, where an answer differs from the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import reverse

from tests.architecture.test_addresses import routes
from tests.probe_matrix.asking import ANONYMOUS, Answer, Matrix, Told
from tests.probe_matrix.folk import TOKENS, VIEWERS
from tests.probe_matrix.fronts import is_gated_as_written, is_limited_as_written, takes_turn, unserved
from tests.probe_matrix.payloads import FORMS, WORDS
from tests.probe_matrix.table import METHODS, REACHES, UNSAFE, Row


@cache
def _paths(root: str) -> dict[str, str]:
    """Route name → path with its places for words; `root` because a test plants addresses of its own."""
    return {name: path for name, path, _ in routes()}


def address_of(matrix: Matrix, row: Row, side: str, viewer: str) -> str:
    """The address of the route for what stands for a side."""
    path = _paths(settings.ROOT_URLCONF)[row.name]
    words: dict[str, object] = dict(WORDS.get(row.name, {}))
    words.update((name, matrix.target(kind, side, viewer)) for name, kind in row.also)
    for _, name in re.findall(r"<(\w+):(\w+)>", path):
        if name == "token":
            words[name] = TOKENS["own"]
        elif name not in words:
            words[name] = matrix.target(row.target, side, viewer)
    return reverse(row.name, kwargs=words)


def ask(matrix: Matrix, row: Row, method: str, viewer: str, side: str) -> Answer:
    """One question of the matrix with the form that belongs to it."""
    return matrix.ask(viewer, method, *_letter(matrix, row, viewer, side))


def tell(matrix: Matrix, row: Row, method: str, viewer: str, side: str) -> Told:
    """The same in short."""
    return matrix.tell(viewer, method, *_letter(matrix, row, viewer, side))


def _letter(matrix: Matrix, row: Row, viewer: str, side: str) -> tuple[str, dict[str, Any]]:
    """Where it goes, and the form."""
    target = matrix.target(row.target, side, viewer) if row.target else None
    form = FORMS.get(row.name, lambda city, _: {})(matrix.city, target)
    return address_of(matrix, row, side, viewer), form


def cells(row: Row, viewer: str) -> Iterator[tuple[str, str]]:
    """Which methods and sides are asked, nobody's first.

    Who comes through is asked about every side. Whom the gate turns away is asked about what is there and what is not,
    where it is this row's turn to hear it (`fronts` says why that is enough); who must sign in or has a duty first, once.
    A method that is not served is shut before anybody is known: a stranger asks, and one who comes through stands for
    all of them; where the limit stands as written the latter alone, since a gate would turn the stranger away.
    """
    yield from _unserved_cells(row, viewer)
    served, turned_away = [one for one in METHODS if one in row.serves], row.gate(viewer)
    sides = tuple(reversed(REACHES)) if not turned_away else (REACHES[-1], REACHES[0])
    if turned_away == "refused" and not takes_turn(row, viewer):
        return
    if turned_away in ("sign_in", "duty") and is_gated_as_written(row):
        served, sides = served[:1], REACHES[:1]
    for method in served:
        for side in sides if row.target else REACHES[:1]:
            yield method, side


def _unserved_cells(row: Row, viewer: str) -> Iterator[tuple[str, str]]:
    asking = {next(iter(rightful(row)), "")} | (set() if is_limited_as_written(row) else {ANONYMOUS})
    if viewer in asking:
        yield from ((method, REACHES[0]) for method in unserved(row))


def fault(row: Row, method: str, viewer: str, side: str, answer: Told) -> str:
    """What is wrong with an answer, in codes; empty when it is what the table says."""
    if answer.status >= 500:
        return f"answered {answer.status}"
    if method not in row.serves:
        is_twin = method in ("HEAD", "OPTIONS") and answer.is_empty and not row.gate(viewer)
        is_sent_away = row.library and answer.status == 302
        return "" if answer.kind != "served" or is_twin or is_sent_away else "served though the method is not"
    if expected := row.gate(viewer):
        return _unlike(answer, expected)
    if not row.reaches(viewer, side):
        # A form that names things in its body has its own words for a choice that holds nothing.
        is_closed = row.posted and answer.status in (409, 422)
        return _unlike(answer, answer.kind if is_closed else "absent")
    is_right = (
        answer.status == row.says
        or answer.kind == "served"
        or (row.roles == "open" and answer.kind in ("sign_in", "enter"))
    )
    return "" if is_right else f"{answer.kind} instead of served"


def _unlike(answer: Told, refusal: str) -> str:
    """What is wrong with an answer that should be this refusal, and show nothing of anybody."""
    if answer.kind != refusal:
        return f"{answer.kind} instead of {refusal}"
    return "shows what is not the asker's" if answer.seen else ""


def rightful(row: Row) -> list[str]:
    """Who gets through with a served method to the thing of the own side."""
    return [one for one in VIEWERS if not row.gate(one) and row.reaches(one, "own")]


def send(matrix: Matrix, row: Row, method: str, viewer: str, *, token: str) -> Answer:
    """The own form as a browser sends it from any page of the web: with its cookies; the token only ours have."""
    return matrix.ask(viewer, method, *_letter(matrix, row, viewer, "own"), token=token)


def taken_without_token(matrix: Matrix, row: Row) -> list[str]:
    """Every unsafe method that is served and not refused for want of the token; POST where none is served.

    One viewer stands for all: the token is asked for before anybody is known.
    """
    viewer, wrong = rightful(row)[0], []
    for method in [one for one in UNSAFE if one in row.serves] or UNSAFE[:1]:
        answer = send(matrix, row, method, viewer, token="")
        if answer.kind != "no_token":
            wrong.append(f"{row.name} {method} {viewer}: {answer.kind} without the token")
    return wrong


def judge(matrix: Matrix, row: Row, viewers: Iterable[str]) -> list[str]:
    """Every cell of a row that is not as the table says: method, viewer, side, what is wrong."""
    wrong = []
    for viewer in viewers:
        nobody: dict[str, Told] = {}
        for method, side in cells(row, viewer):
            answer = tell(matrix, row, method, viewer, side)
            problem = fault(row, method, viewer, side, answer)
            if side == "absent":
                nobody[method] = answer
            elif method in nobody and not row.gate(viewer) and not row.reaches(viewer, side):
                is_same = answer.face == nobody[method].face
                problem = problem or ("" if is_same else "differs from what is not there")
            if problem:
                wrong.append(f"{row.name} {method} {viewer} {side}: {problem}")
    return wrong
