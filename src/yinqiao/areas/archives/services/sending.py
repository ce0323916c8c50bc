"""The archives of a checked catalogue written: by two connections when nobody knows them yet, else with care."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection, transaction
from psycopg import sql

from yinqiao.areas.archives import events
from yinqiao.areas.archives.models import Archive, Catalogue
from yinqiao.areas.archives.rules import finding_words
from yinqiao.areas.archives.services.locking import tell_archives
from yinqiao.areas.archives.types import (
    CATALOGUE_WORDS,
    ArchiveState,
    CatalogueFinding,
)
from yinqiao.areas.lists.errors import nothing_to_submit
from yinqiao.areas.lists.services import (
    add_findings,
)
from yinqiao.platform.acts import Act

_COLUMNS = (
    "enterprise_id", "archive_no", "barcode", "name", "id_no_index", "id_no", "seal_id", "box_no", "items", "classes",
    "pages", "missing_note",
)  # fmt: skip
_OF_PERSON = """
LEFT JOIN retirees_retiree r ON r.id_no_index = w.id_no_index AND r.enterprise_id = w.enterprise_id
    AND r.merged_into_id IS NULL
"""
_IS_READY = sql.SQL("w.batch_id = %(batch)s AND w.state = 'ready'")
# The archive that a row becomes has the id to which its number was sealed at the check.
_OFFER_NEW = sql.SQL("""
INSERT INTO archives_archive AS a (id, entered_at, catalogue_id, place_no, retiree_id, entry_id, state, {columns})
SELECT w.seal_id, %(at)s, c.id, c.place_no, r.id, r.id, 'offered', {told}
FROM archives_cataloguerow w JOIN archives_catalogue c ON c.id = w.batch_id {person} WHERE {is_ready} ORDER BY w.row_no
""").format(
    columns=sql.SQL(", ").join(map(sql.Identifier, _COLUMNS)), is_ready=_IS_READY, person=sql.SQL(_OF_PERSON),
    told=sql.SQL(", ").join(sql.Identifier("w", name) for name in _COLUMNS),
)  # fmt: skip
# An archive that was taken back before is the same archive, offered anew, and stays linked to whom a person found for
# it unless the number is another now; one that somebody else's act has brought to a place or into another catalogue
# since the check stays as it is.
_OFFER_ANY = sql.SQL("""
{new} ON CONFLICT (enterprise_id, archive_no) DO UPDATE SET catalogue_id = excluded.catalogue_id,
    place_no = excluded.place_no, {renewed}, state = 'offered',
    retiree_id = CASE WHEN excluded.retiree_id IS NULL AND a.id_no_index = excluded.id_no_index THEN a.retiree_id
        ELSE excluded.retiree_id END,
    entry_id = CASE WHEN excluded.retiree_id IS NULL AND a.id_no_index = excluded.id_no_index THEN a.entry_id
        ELSE excluded.entry_id END
WHERE a.state = 'withdrawn'
""").format(
    new=_OFFER_NEW,
    renewed=sql.SQL(", ").join(
        sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name)) for name in _COLUMNS[2:]
    ),
)  # fmt: skip
_ANY_KNOWN = sql.SQL("""
SELECT EXISTS (SELECT 1 FROM archives_cataloguerow w JOIN archives_archive a
    ON a.enterprise_id = w.enterprise_id AND a.archive_no = w.archive_no WHERE {is_ready})
""").format(is_ready=_IS_READY)
_SENT = sql.SQL("""
DROP TABLE IF EXISTS pg_temp.archives_sent; CREATE TEMP TABLE archives_sent ON COMMIT DROP AS
SELECT r.id AS retiree_id, w.seal_id AS subject_id, w.enterprise_id, {place}::int AS place_no
FROM archives_cataloguerow w {person} WHERE {is_ready}
""")
_OF_SENT = sql.SQL("SELECT *, '{}'::jsonb AS data FROM pg_temp.archives_sent")
_OVERTAKEN = """
UPDATE archives_cataloguerow w SET state = 'blocked' FROM archives_archive a
WHERE w.batch_id = %s AND w.state = 'ready' AND a.enterprise_id = w.enterprise_id AND a.archive_no = w.archive_no
  AND a.catalogue_id <> w.batch_id RETURNING w.row_no
"""


@dataclass(frozen=True, slots=True)
class Sent:
    archives: int
    people: int
    overtaken: int = 0


def offer_archives(act: Act, batch: Any, row: Catalogue) -> Sent:
    """Archives of the good rows, and their events. A row whose archive is elsewhere by now stays behind with a finding."""
    return _offer_new(act, batch, row) or _offer_any(act, batch)


def _offer_new(act: Act, batch: Any, row: Catalogue) -> Sent | None:
    """A catalogue of archives that nobody knows, as the first of an enterprise is: written while its events are.

    Everything comes from what the check has committed, so that two connections can write it. None, and nothing done,
    when one of them is known, or becomes so in this very moment.
    """
    values = {"batch": batch.id, "at": act.at}
    with connection.cursor() as cursor:
        cursor.execute(_ANY_KNOWN, values)
        if cursor.fetchone()[0]:
            return None
        try:
            with transaction.atomic(), act.beside(int(batch.counts.get("ready", 0))) as run:
                run(lambda: _write(_OFFER_NEW, values))
                place, person = sql.Literal(row.place_no), sql.SQL(_OF_PERSON)
                cursor.execute(_SENT.format(place=place, person=person, is_ready=_IS_READY), values)
                archives = act.emit_select(events.OFFERED, _OF_SENT, has_subject=True)
                cursor.execute("SELECT count(retiree_id) FROM pg_temp.archives_sent")
                people = int(cursor.fetchone()[0])
        except IntegrityError:
            return None
    if not archives:
        raise nothing_to_submit(CATALOGUE_WORDS)
    return Sent(archives, people)


def _write(statement: sql.Composable, values: Mapping[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _offer_any(act: Act, batch: Any) -> Sent:
    """Archives of which some were taken back before, or are in other catalogues by now."""
    _write(_OFFER_ANY, {"batch": batch.id, "at": act.at})
    with connection.cursor() as cursor:
        cursor.execute(_OVERTAKEN, [batch.id])
        overtaken = [one[0] for one in cursor.fetchall()]
    if overtaken:
        code = CatalogueFinding.ON_OFFER
        severity = finding_words()[code]["severity"]
        add_findings(
            act=act, batch=batch, row_numbers=overtaken, field="archive_no", code=code.value, severity=severity
        )
    archives = tell_archives(act, events.OFFERED, batch.id, ArchiveState.OFFERED)
    if not archives:
        raise nothing_to_submit(CATALOGUE_WORDS)
    people = Archive.objects.filter(catalogue_id=batch.id, retiree_id__isnull=False).count()
    return Sent(archives, people, len(overtaken))
