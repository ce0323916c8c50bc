"""Acts of the register: on one person, and set-based building blocks for whole rosters."""

from yinqiao.areas.retirees.queries.facts import former_name_of, read_facts
from yinqiao.areas.retirees.services.changes import change_people, remove_people, restore_people
from yinqiao.areas.retirees.services.columns import (
    FACTS_CELL,
    ID_NUMBER,
    INDEXES,
    PHONE,
    PLAIN,
    SEALED,
    blind_indexes,
    new_ids,
    seal_facts,
    short_columns,
)
from yinqiao.areas.retirees.services.custody import follow_merged_places, set_places, set_status
from yinqiao.areas.retirees.services.deaths import record_death, record_deaths, withdraw_death, withdraw_deaths
from yinqiao.areas.retirees.services.details import correct_details
from yinqiao.areas.retirees.services.guard import lock_person
from yinqiao.areas.retirees.services.merging import merge_entries, split_entries
from yinqiao.areas.retirees.services.moves import record_move, record_moves
from yinqiao.areas.retirees.services.names import remove_former_name, write_former_names
from yinqiao.areas.retirees.services.notes import add_note
from yinqiao.areas.retirees.services.reading import note_people_read, note_person_opened
from yinqiao.areas.retirees.services.registry import Origin, register_people, register_prepared

__all__ = [
    "FACTS_CELL",
    "ID_NUMBER",
    "INDEXES",
    "PHONE",
    "PLAIN",
    "SEALED",
    "Origin",
    "add_note",
    "blind_indexes",
    "change_people",
    "correct_details",
    "follow_merged_places",
    "former_name_of",
    "lock_person",
    "merge_entries",
    "new_ids",
    "note_people_read",
    "note_person_opened",
    "read_facts",
    "record_death",
    "record_deaths",
    "record_move",
    "record_moves",
    "register_people",
    "register_prepared",
    "remove_former_name",
    "remove_people",
    "restore_people",
    "seal_facts",
    "set_places",
    "set_status",
    "short_columns",
    "split_entries",
    "withdraw_death",
    "withdraw_deaths",
    "write_former_names",
]
