"""What the house tolerates for now, each with its reason. The lists may only shrink: an entry without need fails."""

from __future__ import annotations

# Lines of a room without its tests. Beyond 4,000 a room is split; until then it may not grow beyond its mark.
ROOM_LINES: dict[str, tuple[int, str]] = {}
FILE_LINES: dict[str, tuple[int, str]] = {}
FUNCTION_LINES: dict[str, tuple[int, str]] = {}
ARGUMENTS = {
    "platform/audit/log.py:record": (9, "one flat audit entry: a dataclass would repeat the table's columns"),
}
TEMPLATE_LINES: dict[str, tuple[int, str]] = {}

# Catching everything is for the edge of a process alone.
CATCH_ALL = {
    "platform/sheets/writer.py": "removes its half-written file and raises again",
}
# Floats among rules: a chance is one; no amount, age or limit is decided by them.
STATISTICS = {"areas/hotline/rules/clusters.py"}
# The clock outside faces: measures time that passes, or builds a key of a cache; decides nothing.
CLOCK = {
    "areas/lists/services/checking.py:time.monotonic": "how often the page is told of progress",
    "areas/organisations/queries/places.py:time.monotonic": "how long the tree of places is kept in memory",
}
# What `services` offers without opening an act or being given one.
WITHOUT_ACT = {
    "retirees:new_ids": "draws identifiers, touches no table",
    "retirees:seal_facts": "seals the cells of a frame, touches no table",
    "retirees:short_columns": "makes blind indexes of a frame, touches no table",
    "retirees:blind_indexes": "says which indexes there are, touches no table",
    "datarights:reveal": "a read: leaves an entry of kind `read` with fields and purpose, changes nothing",
    "datarights:reveal_note": "a read: leaves an entry of kind `read` with the note and the purpose, changes nothing",
    "applications:show_answer": "a read: leaves an entry of kind `read` with field and purpose, changes nothing",
    "contacts:reveal_contact": "a read: leaves an entry of kind `read` with the purpose, changes nothing",
    "branches:reveal_contact": "a read: leaves an entry of kind `read` with the purpose, changes nothing",
    "party:reveal_channel": "a read: leaves an entry of kind `read` with the purpose, changes nothing",
    "lists:retention_of_rows": "says which rows have a period; what destroys them is an act of the platform",
    "indicators:follow": "no act: kept figures follow what acts have done, as those that triggers keep do",
    "indicators:needs_count": "a read: whether the figures were ever counted",
    "office_calendar:recount_all": "calls the act of each room that keeps clocks, and notes how many moved",
    "intake:uri_of": "what stands as source in events, touches no table",
    "intake:withdrawal_of": "what a source sends to take an event back, touches no table",
    "intake:receipt_of": "a stored message as its sender reads it, touches no table",
    "datarights:reveal_copy": "a read: leaves an entry of kind `read` with the request and the purpose, changes nothing",
    "exchange:open_message": "the courier's record; that people were told of is an entry of kind `read` of the key's own",
    "exchange:close_message": "the courier's record: how an attempt ended, up to 300 times a second",
    "othercity:hand_out_paper": "a read: leaves an entry of kind `read` with the package and the purpose, changes nothing",
    "othercity:write_roster": "a read: leaves an entry of kind `read` with the purpose, changes nothing",
    "othercity:read_signed": "proves a signature by the keys on record, touches nothing",
    "othercity:sign_for_cities": "reads the keyring, touches no table",
    "hub:begin_reading": "the carrier's record of where it stands in another city's stream",
    "hub:note_waiting": "the carrier's record of what is not read yet",
    "hub:queue_desk": "the carrier's record: counts and days of packages as they stand, told to the province",
    "hub:queue_indicators": "the carrier's record: counts, told to the province",
    "hub:next_sendings": "the carrier's record; each file that goes leaves an entry of kind `read` with its purpose",
    "hub:note_posted": "the carrier's record of where a message lies in the stream",
    "hub:compare_stream": "the carrier's record of what the stream has lost",
    "hub:receive": "takes in by the acts of the room concerned; what it writes itself is the carrier's record",
    "othercity:own_sheet": "reads the keyring, touches no table",
    "retirees:note_person_opened": "a read: leaves an entry of kind `read`, changes nothing",
    "retirees:note_people_read": "a read: leaves an entry of kind `read`, changes nothing",
}
# Calls named like a write that write no row of a room.
NO_ROW_WRITTEN = {
    "shell/demo/loading/scans.py:save": "draws a picture",
    "shell/demo/loading/text_layer.py:save": "writes a PDF",
    "areas/accounts/views/adapter.py:save": "draws a picture",
    "shell/demo/roster/writers.py:save": "writes a workbook",
}
# SQL put together from strings, reviewed.
BUILT_SQL: dict[str, str] = {}
# Reads of people that take no scope.
_KEEPER = "takes the reach of an administrator, whose scope holds nobody; ids and codes alone, and no person's id"
_COUNTS = "counts and days that cities tell their province, and how their messages fare: nobody stands in it"
WITHOUT_SCOPE: dict[str, str] = {
    "hub:get_city": _COUNTS,
    "hub:list_cities": _COUNTS,
    "hub:list_far_packages": _COUNTS,
    "hub:list_health": _COUNTS,
    "hub:list_readers": _COUNTS,
    "exchange:get_endpoint": _KEEPER,
    "exchange:get_letter": _KEEPER,
    "exchange:list_endpoints": _KEEPER,
    "exchange:list_failures": _KEEPER,
    "exchange:list_letters": _KEEPER,
    "exchange:list_messages": _KEEPER,
}
