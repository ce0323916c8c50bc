"""Migrations in a third of the time: what an operation does not change is not drawn anew.

Django keeps a picture of all models while it migrates. After each operation it draws every model again that is bound to
the changed one by whatever chain of relations: 12,000 drawings for the 600 operations of a first installation. A new
table, column, index or constraint changes how its own model looks and nothing that the SQL of the others is made of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import pgtrigger.migrations as triggers
from django.core.management.commands import migrate
from django.db.migrations import Migration, operations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.migrations.utils import field_is_referenced

# They change one model alone. All others may change how a model is pointed at, or ask the picture for what points there.
_OF_ONE_MODEL: Final = (
    operations.CreateModel, operations.DeleteModel, operations.AddField, operations.RemoveField, operations.AddIndex,
    operations.RemoveIndex, operations.AddConstraint, operations.RemoveConstraint, operations.AlterModelOptions,
    operations.RunSQL, triggers.AddTrigger, triggers.RemoveTrigger,
)  # fmt: skip


class Picture(ProjectState):
    """The state of all models. Where a migration changes single models, no operation has another than its own drawn."""

    _is_of_one_model = False

    def prepare(self, migration: Migration) -> None:
        """Before a migration that does more than change single models all are drawn, and meanwhile by Django's own way."""
        self._is_of_one_model = is_of_one_model(migration.app_label, migration.operations, self)
        if self.is_delayed and not self._is_of_one_model:
            self.clear_delayed_apps_cache()
            self.is_delayed = False
            # Now, for each copy would draw its own.
            _ = self.apps

    def reload_model(self, app_label: str, model_name: str, delay: bool = False) -> None:
        """Draw the model anew, and what is bound to it unless nothing there can have changed."""
        if not self._is_of_one_model:
            super().reload_model(app_label, model_name, delay)
        elif "apps" in vars(self):
            # The others still point at the model as it was.
            self.is_delayed = True
            with self.apps.bulk_update():
                self.apps.unregister_model(app_label, model_name.lower())
            self.apps.render_multiple([self.models[app_label, model_name.lower()]])


class Executor(MigrationExecutor):
    """Django's own, with such a picture."""

    def migrate(
        self,
        targets: Any,
        plan: Any = None,
        state: ProjectState | None = None,
        fake: bool = False,
        fake_initial: bool = False,
    ) -> ProjectState:
        """As Django's, from the state before, which its command gives; some of what it returns may have to be drawn anew."""
        picture = Picture(state.models, state.real_apps) if state else None
        return super().migrate(targets, plan, picture, fake, fake_initial)

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        """Run a migration forwards."""
        if isinstance(state, Picture):
            state.prepare(migration)
        return super().apply_migration(state, migration, fake, fake_initial)


@contextmanager
def drawn_sparingly() -> Iterator[None]:
    """Inside, Django's command `migrate` works with this executor."""
    # The command has no other way to be given one, and Django's stubs do not know that it looks it up here.
    before, migrate.MigrationExecutor = migrate.MigrationExecutor, Executor  # type: ignore[attr-defined]
    try:
        yield
    finally:
        migrate.MigrationExecutor = before  # type: ignore[attr-defined]


def is_of_one_model(app_label: str, wanted: Iterable[Operation], state: ProjectState) -> bool:
    """Whether none of these operations changes how a model is pointed at, or asks what points at one."""
    for one in wanted:
        if isinstance(one, operations.SeparateDatabaseAndState):
            inner = [*one.state_operations, *one.database_operations]
            if not is_of_one_model(app_label, inner, state):
                return False
        elif not isinstance(one, _OF_ONE_MODEL) and not _alters_what_nobody_points_at(app_label, one, state):
            return False
    return True


def _alters_what_nobody_points_at(app_label: str, one: Operation, state: ProjectState) -> bool:
    """Whether this alters a column that is no key and the aim of none."""
    key = app_label, getattr(one, "model_name_lower", "")
    if not isinstance(one, operations.AlterField) or key not in state.models:
        return False
    before = state.models[key].fields.get(one.name)
    return before is not None and not any(
        field.many_to_many or field.primary_key or field_is_referenced(state, key, (one.name, field))
        for field in (before, one.field)
    )
