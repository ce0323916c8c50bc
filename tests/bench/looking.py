"""Rows about looking: type-ahead in every scope beside bare SQL, and the indicator page, over 300,000 people."""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Iterator

import psycopg
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from tests.bench.databases import FULL, SEED, pointed_at, reader_dsn, register_of, superuser
from tests.bench.figures import Figure, at_most, at_most_times, p95
from yinqiao.areas.organisations.queries import places, scope_of_enterprise
from yinqiao.areas.retirees.queries import find_people
from yinqiao.areas.retirees.queries.search import LAST, ROOM, TERMS_PER_PERSON
from yinqiao.kernel.pinyin import name_terms, search_key
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.database.named import named, within

DRAWS, WARM, LIMIT = 400, 20, 20
ALWAYS = ("w", "王", "z", "l", "李", "wxm", "qqzx", "王䶮䶮")
_LEVELS = ("community", "street", "district")
_MOST = (
    "SELECT d.place_no FROM organisations_division d JOIN retirees_retiree r"
    " ON r.place_no >= d.place_no AND r.place_no < d.place_end WHERE d.kind = %s GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
)
_LARGEST_FIRM = "SELECT enterprise_id FROM retirees_retiree GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
_NAMES = "SELECT name FROM retirees_retiree WHERE place_no >= %s AND place_no < %s OR enterprise_id = ANY (%s) ORDER BY md5(id::text) LIMIT %s"


def type_ahead() -> Iterator[Figure]:
    """Each scope: what people type, drawn as often as names occur in it, ours and bare SQL in turns."""
    database = register_of(FULL)
    with pointed_at(database), psycopg.connect(reader_dsn(database), prepare_threshold=None) as bare:
        bare.autocommit = True
        for level, scope in busiest_scopes(database).items():
            typed = typed_texts(database, scope)
            ours, floor, hits = [], [], 0
            actor = Actor(uuid.uuid4(), "bench", "测速", scope)
            for at, text in enumerate([*typed[:WARM], *typed]):
                # Who asks second finds what the first has read: they take turns at being first.
                beside = _floor(bare, scope, text) if at % 2 else None
                took, found = look_up(actor, text)
                beside = beside or _floor(bare, scope, text)
                if at >= WARM:
                    ours.append(took)
                    floor.append(beside)
                    hits += found > 0
            note = f"{len(typed)} texts, {hits} with hits, as role app under row-level security; " + _middle(
                ours, floor
            )
            yield at_most_times(f"type_ahead_{level}", p95(ours), p95(floor), 3, ceiling=50, unit="ms", note=note)


def _middle(ours: list[float], floor: list[float]) -> str:
    return f"median {sorted(ours)[len(ours) // 2]:.2f} ms against {sorted(floor)[len(floor) // 2]:.2f} ms"


def busiest_scopes(database: str) -> dict[str, Scope]:
    """The busiest place of each level, the city, and the largest enterprise."""
    tree = places()
    found = {}
    with superuser(database) as admin:
        for level in _LEVELS:
            row = admin.execute(_MOST, [level]).fetchone()
            place = tree.by_no[row[0] if row else 0]
            found[level] = Scope.place(place.place_no, place.place_end, place.name)
        firm = admin.execute(_LARGEST_FIRM).fetchone()
    found["city"] = Scope.place(tree.city.place_no, tree.city.place_end, tree.city.name)
    found["enterprise"] = scope_of_enterprise(enterprise_id=firm[0] if firm else 0)
    return found


def typed_texts(database: str, scope: Scope) -> list[str]:
    """Beginnings of the terms of people met by chance: so the frequent names are typed as often as they are borne."""
    with superuser(database) as admin:
        rows = admin.execute(_NAMES, [scope.place_from, scope.place_to, list(scope.enterprises), DRAWS]).fetchall()
    chance = random.Random(SEED)
    texts = list(ALWAYS) * 3
    for (name,) in rows:
        term = chance.choice(name_terms(name)).term
        texts.append(term[: chance.randint(1, len(term))])
    chance.shuffle(texts)
    return texts


def look_up(actor: Actor, text: str) -> tuple[float, int]:
    """Milliseconds and hits of one look-up, its transaction and the masking of what it shows included."""
    start = time.perf_counter()
    with acting(actor):
        hits = len(find_people(scope=actor.scope, text=text, limit=LIMIT))
    return (time.perf_counter() - start) * 1000, hits


def _floor(bare: psycopg.Connection, scope: Scope, text: str) -> float:
    """Milliseconds of the same look-up in SQL by a role that no policy binds."""
    key = search_key(text)
    statement = named(ROOM, "find_by_term").format(within_terms=within(scope, "s"), within_people=within(scope, "r"))
    start = time.perf_counter()
    with psycopg.ClientCursor(bare) as cursor:
        cursor.execute(statement, [key, key + LAST, LIMIT * TERMS_PER_PERSON, LIMIT]).fetchall()
    return (time.perf_counter() - start) * 1000


def indicator() -> Iterator[Figure]:
    """The page as a signed-in city manager gets it, every dimension, middleware and template included."""
    database = register_of(FULL)
    with pointed_at(database):
        client = Client(HTTP_HOST="localhost")
        user = get_user_model().objects.get(username="shi.huang")
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        for by in ("district", "street", "community", "enterprise"):
            ours, control = _loads(client, by)
            note = f"median {sorted(ours)[len(ours) // 2]:.1f} ms; a page without figures beside it: "
            note += f"median {sorted(control)[len(control) // 2]:.1f}, p95 {p95(control):.1f} ms"
            yield at_most(f"indicator_by_{by}", p95(ours), 100, unit="ms", note=note)


def _loads(client: Client, by: str) -> tuple[list[float], list[float]]:
    """Milliseconds of the page, and in turns those of a page that shows no figures: what the machine is at."""
    ours, control = [], []
    for at in range(45):
        page = _load(client, f"{reverse('insight:handover')}?by={by}", "移交接管情况")
        beside = _load(client, reverse("shell:appearance"), "字号")
        if at >= 5:
            ours.append(page)
            control.append(beside)
    return ours, control


def _load(client: Client, address: str, words: str) -> float:
    start = time.perf_counter()
    answer = client.get(address)
    if answer.status_code != 200 or words not in answer.content.decode():
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return (time.perf_counter() - start) * 1000
