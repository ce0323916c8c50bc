"""The city's places as the roster check looks them up."""

from __future__ import annotations

import polars as pl

from yinqiao.areas.organisations.queries import PlaceTree
from yinqiao.areas.rosters.rules.place_index import PlaceIndex


def index_places(tree: PlaceTree) -> PlaceIndex:
    """The look-ups over the places in force."""
    numbers = {row.id: row.place_no for row in tree.rows}
    divisions = {
        "place_no": [row.place_no for row in tree.rows],
        "kind": [row.kind.value for row in tree.rows],
        "code": [row.code for row in tree.rows],
        "name": [row.name for row in tree.rows],
        "parent": [numbers.get(row.parent_id or 0) for row in tree.rows],
    }
    return PlaceIndex.of(pl.DataFrame(divisions))
