"""Looking for many values at once: one parameter however many there are.

`field__among=ids` finds what `field__in=ids` finds. Django asks the field about each value of `IN` and the driver each
for its type, which for a hundred values costs more than the server's search.
"""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Field, ForeignKey, Lookup, TextField, UUIDField

from yinqiao.platform.database.bulk import array_text


class Among(Lookup):
    """`column = ANY (array)`. The values, of the column's own Python type, are a set: Django looks into each of a list."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        column, parameters = self.process_lhs(compiler, connection)
        kind = self.lhs.output_field.rel_db_type(connection)
        return f"{column} = ANY (%s::{kind}[])", (*parameters, array_text(self.rhs))


def register_lookups() -> None:
    """Make `among` known to fields of the kinds that many are looked for by: ids, blind indexes, codes."""
    for kind in (UUIDField, CharField, TextField, ForeignKey, Field):
        kind.register_lookup(Among)
