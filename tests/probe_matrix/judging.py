"""Asks a whole row of the matrix and says, in codes alone, where an answer differs from the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.urls import reverse

from tests.architecture.test_addresses import routes
from tests.probe_matrix.asking import Answer, Matrix
from tests.probe_matrix.folk import TOKENS
from tests.probe_matrix.payloads import FORMS, WORDS
from tests.probe_matrix.table import METHODS, REACHES, Row


def address_of(matrix: Matrix, row: Row, side: str, viewer: str) -> str:
    """The address of the route for what stands for a side."""
    path = next(path for name, path, _ in routes() if name == row.name)
    words: dict[str, object] = dict(WORDS.get(row.name, {}))
    for _, name in re.findall(r"<(\w+):(\w+)>", path):
        if name == "token":
            words[name] = TOKENS["own"]
        elif name not in words:
            words[name] = matrix.target(row.target, side, viewer)
    return reverse(row.name, kwargs=words)


def ask(matrix: Matrix, row: Row, method: str, viewer: str, side: str) -> Answer:
    """One question of the matrix with the form that belongs to it."""
    target = matrix.target(row.target, side, viewer) if row.target else None
    form = FORMS.get(row.name, lambda city, _: {})(matrix.city, target)
    return matrix.ask(viewer, method, address_of(matrix, row, side, viewer), form)


def cells(row: Row) -> Iterator[tuple[str, str]]:
    """Which methods and sides are asked, nobody's first: all sides of what is served, one of what is not."""
    for method in METHODS:
        for side in reversed(REACHES) if row.target and method in row.serves else REACHES[:1]:
            yield method, side


def fault(row: Row, method: str, viewer: str, side: str, answer: Answer) -> str:
    """What is wrong with an answer, in codes; empty when it is what the table says."""
    if answer.status >= 500:
        return f"answered {answer.status}"
    if method not in row.serves:
        is_twin = method in ("HEAD", "OPTIONS") and not answer.text and not row.gate(viewer)
        is_sent_away = row.library and answer.status == 302
        return "" if answer.kind != "served" or is_twin or is_sent_away else "served though the method is not"
    if expected := row.gate(viewer):
        return "" if answer.kind == expected else f"{answer.kind} instead of {expected}"
    if not row.reaches(viewer, side):
        # A form that names things in its body has its own words for a choice that holds nothing.
        is_closed = answer.kind == "absent" or (row.posted and answer.status in (409, 422))
        return "" if is_closed else f"{answer.kind} instead of absent"
    is_right = (
        answer.status == row.says or answer.kind == "served" or (row.roles == "open" and answer.kind == "sign_in")
    )
    return "" if is_right else f"{answer.kind} instead of served"


def judge(matrix: Matrix, row: Row, viewers: Iterable[str]) -> list[str]:
    """Every cell of a row that is not as the table says: method, viewer, side, what is wrong."""
    wrong = []
    for viewer in viewers:
        nobody: dict[str, Answer] = {}
        for method, side in cells(row):
            # A method that is not served is asked by whom the gate lets in, and by strangers: the others never get there.
            if method not in row.serves and row.gate(viewer) in ("refused", "duty"):
                continue
            answer = ask(matrix, row, method, viewer, side)
            problem = fault(row, method, viewer, side, answer)
            if side == "absent":
                nobody[method] = answer
            elif method in nobody and not row.gate(viewer) and not row.reaches(viewer, side):
                is_same = answer.faceless() == nobody[method].faceless()
                problem = problem or ("" if is_same else "differs from what is not there")
            if problem:
                wrong.append(f"{row.name} {method} {viewer} {side}: {problem}")
    return wrong
