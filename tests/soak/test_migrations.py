"""All migrations of the product, and of what it stands on, drawn sparingly and as Django draws them: the same SQL."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from yinqiao.platform.database.migrating import Picture


def said_by_all(state: ProjectState) -> list[str]:
    """What a first installation says to the server, but for what is done in Python."""
    graph = MigrationLoader(None).graph
    said: list[str] = []
    for key in graph._generate_plan(graph.leaf_nodes(), at_end=True):
        migration = graph.nodes[key]
        if isinstance(state, Picture):
            state.prepare(migration)
        _ = state.apps
        with connection.schema_editor(collect_sql=True, atomic=False) as editor:
            migration.apply(state, editor, collect_sql=True)
        # A column that begins with now begins a minute later the second time.
        said += [re.sub(r"'20\d\d-\d\d-\d\d \d\d:[^']+'", "now", one) for one in editor.collected_sql]
    return said


@pytest.mark.soak
@pytest.mark.django_db
def test_a_first_installation_is_the_same_however_it_is_drawn() -> None:
    sparing = said_by_all(Picture())
    assert len(sparing) > 1000
    assert sparing == said_by_all(ProjectState())
