"""Database functions that models use as defaults."""

from __future__ import annotations

from django.db.models import Func, UUIDField


class UUID7(Func):
    """A time-ordered UUID made by the server: `yq_uuid7()`, which uses PostgreSQL 18's own where there is one."""

    function = "yq_uuid7"
    arity = 0
    output_field = UUIDField()


class CurrentAct(Func):
    """The id of the act that this transaction performs, NULL outside any."""

    function = "yq_current_act"
    arity = 0
    output_field = UUIDField()
