"""What rooms above look at before a case may go on."""

from __future__ import annotations

from typing import Literal

from yinqiao.areas.applications import errors
from yinqiao.areas.applications.types import GateCall, Item, gate_of


def pass_gates(item: Item, when: Literal["apply", "accept"], call: GateCall) -> None:
    """Ask the gates of an item; whatever one refuses is raised. Unavailable where a room is not there any more."""
    for code in item.gates:
        gate = gate_of(code)
        if gate is None:
            raise errors.effect_gone()
        if gate.when == when:
            gate.run(call)
