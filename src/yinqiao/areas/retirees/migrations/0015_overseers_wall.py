"""The second wall keeps overseers from what is sealed: facts, their history, and the words of notes, which get a table.

The ciphertexts move as they are; they stay bound to the table and column under which they were made.
"""

import django.db.models.deletion
from django.db import migrations, models

from yinqiao.platform.database.policies import EVERYBODY, OPENS, of_person, protect

_PERSON = f"({EVERYBODY} OR {of_person()})"
_BY_PLACE = "nullif(current_setting('yq.nlo', true), '') IS NOT NULL"
_VERSION = f"({EVERYBODY} OR ({_BY_PLACE} AND {of_person('pgh_obj_id')}))"
# The note's own policy decides, as the person's does for the note.
_NOTE = "(EXISTS (SELECT 1 FROM retirees_note n WHERE n.id = note_id))"


def _open(table: str, using: str, names: tuple[str, ...]) -> migrations.RunSQL:
    """The policies of these commands ask first whether the transaction opens what is sealed."""
    gated = [f"ALTER POLICY {table}_{name} ON {table} USING ({OPENS} AND {using})" for name in names]
    return migrations.RunSQL(gated, [f"ALTER POLICY {table}_{name} ON {table} USING ({using})" for name in names])


_MOVE = """
SELECT set_config('yq.nlo', '0', true), set_config('yq.nhi', '2147483647', true), set_config('yq.opens', 'on', true);
INSERT INTO retirees_notetext (note_id, text) SELECT id, text FROM retirees_note ORDER BY id;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE retirees_note DROP COLUMN text;
"""
_MOVE_BACK = """
SELECT set_config('yq.nlo', '0', true), set_config('yq.nhi', '2147483647', true), set_config('yq.opens', 'on', true);
ALTER TABLE retirees_note ADD COLUMN text bytea;
UPDATE retirees_note n SET text = t.text FROM retirees_notetext t WHERE t.note_id = n.id;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE retirees_note ALTER COLUMN text SET NOT NULL;
"""


class Migration(migrations.Migration):
    """Who oversees reads no ciphertext of a person."""

    dependencies = [("retirees", "0014_names_of_entries")]
    operations = [
        _open("retirees_sealedfacts", _PERSON, ("read", "change", "remove")),
        _open("retirees_sealedfactsversion", _VERSION, ("read",)),
        migrations.CreateModel(
            name="NoteText",
            fields=[
                (
                    "note",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="retirees.note",
                        verbose_name="备注",
                    ),
                ),
                ("text", models.BinaryField(verbose_name="内容（密文）")),
            ],
            options={"verbose_name": "备注内容"},
        ),
        protect("retirees_notetext", f"({OPENS} AND {_NOTE})", insert=_NOTE),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(_MOVE, _MOVE_BACK)],
            state_operations=[migrations.RemoveField(model_name="note", name="text")],
        ),
    ]
