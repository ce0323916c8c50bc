"""What is not drawn anew while migrating makes no difference to the SQL."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

import pytest
from django.db import connection, models
from django.db.migrations import Migration, operations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from yinqiao.platform.database.migrating import Picture

pytestmark = pytest.mark.django_db
KEY = ("id", models.BigAutoField(primary_key=True))
STREET = operations.CreateModel("Street", [KEY, ("code", models.CharField(max_length=12, unique=True))])
HOUSE = operations.CreateModel("House", [KEY, ("street", models.ForeignKey("town.Street", models.PROTECT))])
ROOM = operations.CreateModel(
    "Room", [KEY, ("house", models.ForeignKey("town.House", models.CASCADE, related_name="+"))]
)
LATER = operations.AddField("room", "near", models.ForeignKey("town.Street", models.CASCADE, null=True))
LIMITED = operations.AddConstraint("street", models.CheckConstraint(condition=~models.Q(code=""), name="town_code"))
SORTED = operations.AddIndex("street", models.Index(fields=["code"], name="town_sorted"))
BY_CODE = operations.AddField(
    "house", "crossing", models.ForeignKey("town.Street", models.PROTECT, to_field="code", related_name="+", null=True)
)


def sql_of(state: ProjectState, steps: Sequence[Operation]) -> list[str]:
    """Each step as a migration of its own; what each would have said to the server."""
    said: list[str] = []
    # Operations hold the fields that a later one renames in them.
    for number, step in enumerate(deepcopy(steps)):
        migration = Migration(f"{number:04}", "town")
        migration.operations = [step]
        if isinstance(state, Picture):
            state.prepare(migration)
        _ = state.apps
        with connection.schema_editor(collect_sql=True, atomic=False) as editor:
            state = migration.apply(state, editor)
        said += editor.collected_sql
    return said


@pytest.mark.parametrize(
    ("last", "told"),
    [
        (operations.AlterField("street", "id", models.UUIDField(primary_key=True)), ["street_id", "near_id"]),
        (operations.AlterField("street", "code", models.CharField(max_length=40, unique=True)), ["crossing_id"]),
        (operations.RenameField("street", "code", "number"), []),
        (operations.AlterField("house", "street", models.OneToOneField("town.Street", models.CASCADE)), ["street_id"]),
        (operations.RenameModel("Street", "Lane"), []),
        (operations.AlterModelTable("street", "town_lanes"), []),
        (operations.RemoveField("house", "street"), ["street_id"]),
        (operations.DeleteModel("Room"), []),
    ],
)
def test_whatever_comes_after_tables_and_columns_were_added_is_said_as_django_says_it(
    last: Operation, told: list[str]
) -> None:
    steps = (STREET, HOUSE, ROOM, SORTED, LATER, BY_CODE, LIMITED, last)
    sparing = sql_of(Picture(), steps)
    assert sparing == sql_of(ProjectState(), steps)
    changed = " ".join(sparing[len(sql_of(Picture(), steps[:-1])) :])
    assert changed
    assert all(f'"{column}"' in changed for column in told)


def test_a_picture_of_which_some_is_old_is_drawn_whole_for_those_who_look_at_it() -> None:
    seen: list[int] = []
    look = operations.RunPython(
        lambda apps, _: seen.append(len(apps.get_model("town", "Street")._meta.related_objects))
    )
    steps = (STREET, HOUSE, ROOM, LATER, BY_CODE, LIMITED)
    sql_of(Picture(), (*steps, look))
    sql_of(ProjectState(), (*steps, look))
    assert seen == [2, 2]


def test_an_operation_of_one_model_has_no_other_drawn() -> None:
    picture = Picture()
    sql_of(picture, (STREET, HOUSE, ROOM))
    before = dict(picture.apps.all_models["town"])
    sql_of(picture, (LIMITED,))
    after = picture.apps.all_models["town"]
    assert {name for name in after if after[name] is not before[name]} == {"street"}
