"""What is asked about a roster: normalise its sheet, look its people up, check it; and the words for what was found.

Reads no table and needs no scope: the caller hands in what the database knows, and keeps what comes out.
"""

from yinqiao.areas.rosters.queries.facts import describe_facts
from yinqiao.areas.rosters.queries.normalise import normalise
from yinqiao.areas.rosters.queries.place_tree import index_places
from yinqiao.areas.rosters.queries.reading import describe_reading, noticed
from yinqiao.areas.rosters.queries.sheet import check_roster, field_specs
from yinqiao.areas.rosters.rules.changes import HELD_BY_PLACE, OPEN_FIELDS, SEALED_FIELDS, compare, merged_column
from yinqiao.areas.rosters.rules.context import CANDIDATE_SCHEMA, CheckContext, EnterpriseFacts, no_candidates
from yinqiao.areas.rosters.rules.field_list import load_fields
from yinqiao.areas.rosters.rules.fields import (
    ROSTER_FIELDS,
    TemplateColumn,
    template_columns,
)
from yinqiao.areas.rosters.rules.finding_frame import findings_of, no_findings
from yinqiao.areas.rosters.rules.findings import sentence_of, severity_of, title_of
from yinqiao.areas.rosters.rules.normalised import NormalisedRoster
from yinqiao.areas.rosters.rules.people import as_people, merged_profiles
from yinqiao.areas.rosters.rules.place_index import PlaceIndex
from yinqiao.areas.rosters.rules.rulebook import RosterParameters
from yinqiao.areas.rosters.rules.run import (
    CheckedAlone,
    RosterCheck,
    check_alone,
    check_cells,
    check_normalised,
    check_things,
    check_whereabouts,
)
from yinqiao.areas.rosters.rules.standings import OWN_STANDINGS, as_known, unknown_people
from yinqiao.areas.rosters.rules.stopping import is_stopped

__all__ = [
    "CANDIDATE_SCHEMA",
    "HELD_BY_PLACE",
    "OPEN_FIELDS",
    "OWN_STANDINGS",
    "ROSTER_FIELDS",
    "SEALED_FIELDS",
    "CheckContext",
    "CheckedAlone",
    "EnterpriseFacts",
    "NormalisedRoster",
    "PlaceIndex",
    "RosterCheck",
    "RosterParameters",
    "TemplateColumn",
    "as_known",
    "as_people",
    "check_alone",
    "check_cells",
    "check_normalised",
    "check_roster",
    "check_things",
    "check_whereabouts",
    "compare",
    "describe_facts",
    "describe_reading",
    "field_specs",
    "findings_of",
    "index_places",
    "is_stopped",
    "load_fields",
    "merged_column",
    "merged_profiles",
    "no_candidates",
    "no_findings",
    "normalise",
    "noticed",
    "sentence_of",
    "severity_of",
    "template_columns",
    "title_of",
    "unknown_people",
]
