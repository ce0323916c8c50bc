"""Which process dies where: 200 kills over every named point, drawn from a seed, in stories that go on after each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from random import Random

KILLS = 200
SEED = 20_261_124
_UPLOAD = (
    "files.before_rename",
    "files.after_rename",
    "lists.upload_before_commit",
    "lists.check_before_store",
    "lists.check_after_commit",
    "handover.submit_after_register",
    "handover.submit_before_commit",
)
# A submission is over at either of these: who dies at one never comes to the other. Nor does who dies with the prepared
# companion of an acceptance die with that of the submission.
_SUBMITTED = ("acts.companion_before_settle", "handover.submit_after_commit")
# In the order in which a roster passes them: whoever goes on after one kill can still die at a later point.
WALKS = {
    "accept": ("handover.accept_before_events", "acts.companion_prepared", "handover.accept_after_commit"),
    "undo": ("handover.undo_after_offers", "handover.undo_before_commit", "handover.undo_after_commit"),
}
SEALING = (
    "audit.witness.before_flush",
    "audit.witness.after_flush",
    "audit.seal.before_commit",
    "audit.seal.after_commit",
)
ROTATION = (
    "crypto.keyring.before_rename",
    "crypto.keyring.after_rename",
    "crypto.rotate.before_commit",
    "crypto.rotate.after_commit",
)
_LIKELY = 0.6


@dataclass(frozen=True)
class Story:
    """One roster's way to `goal`: its process dies at each of `kills`, then the sealer's, then the key rotation's."""

    number: int
    goal: str
    kills: tuple[str, ...]
    sealing: str = ""
    rotation: str = ""

    @property
    def points(self) -> Sequence[str]:
        """Every kill of the story, in order."""
        return [one for one in (*self.kills, self.sealing, self.rotation) if one]


def stories(seed: int = SEED, kills: int = KILLS) -> list[Story]:
    """Stories with exactly so many kills; the same seed gives the same."""
    random = Random(seed)
    sealers, rotations = cycle(SEALING), cycle(ROTATION)
    planned: list[Story] = []
    left = kills
    while left:
        goal = random.choice(sorted(WALKS))
        way = (*_UPLOAD, random.choice(_SUBMITTED), *WALKS[goal])
        walk = [point for point in way if random.random() < _LIKELY][:left]
        left -= len(walk)
        sealing = next(sealers) if left else ""
        left -= bool(sealing)
        # Only a register with people in it has anything to encrypt anew.
        rotation = next(rotations) if left and goal == "accept" else ""
        left -= bool(rotation)
        planned.append(Story(len(planned), goal, tuple(walk), sealing, rotation))
    return planned
