"""The outside witness: a folder with the signed checkpoints and every leaf hash, appended and flushed, never rewritten.

Best kept on another machine or a write-once share. With it a rewritten log is found, and its first changed entry named.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from yinqiao.platform.audit.checkpoint import Checkpoint, CheckpointError, VerifierKey, opened
from yinqiao.platform.audit.merkle import HASH_LENGTH
from yinqiao.platform.faults import killpoint

_LEAF_BLOCK = 4096 * HASH_LENGTH
# Longer than any two notes; a signature line begins with an em dash and a space.
_TAIL = 8192
_SIGNATURE = "\u2014 ".encode()


class Witness:
    """`file` holds the notes one after another, each ended by an empty line; `leaves.bin` beside it the leaf hashes."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.leaf_file = file.with_name("leaves.bin")
        self.key_file = file.with_name("verifier-keys.txt")

    def notes(self) -> list[str]:
        """Every whole note, oldest first; a torn one at the end (a crash while appending) is left out."""
        if not self.file.exists():
            return []
        parts = self.file.read_bytes().decode(errors="replace").split("\n\n")
        return [f"{parts[i]}\n\n{parts[i + 1]}\n" for i in range(0, len(parts) - 2, 2)]

    def last_note(self) -> str | None:
        """The newest whole note, read from the file's end: the millionth costs no more than the first."""
        return self._end()[0]

    def last(self, keys: list[VerifierKey]) -> Checkpoint | None:
        """The newest checkpoint. CheckpointError when no known key signed it."""
        note = self.last_note()
        return opened(note, keys) if note else None

    def standing(self, keys: list[VerifierKey]) -> list[tuple[str, Checkpoint]]:
        """The notes that still hold: without those that a later accepted restore went back behind."""
        chain: list[tuple[str, Checkpoint]] = []
        for note in self.notes():
            checkpoint = opened(note, keys)
            while checkpoint.restored and chain and chain[-1][1].size > checkpoint.size:
                chain.pop()
            chain.append((note, checkpoint))
        return chain

    def leaf_count(self) -> int:
        """How many whole leaf hashes are kept."""
        return self.leaf_file.stat().st_size // HASH_LENGTH if self.leaf_file.exists() else 0

    def leaves(self) -> Iterable[bytes]:
        """The leaf hashes in order."""
        if not self.leaf_file.exists():
            return
        with self.leaf_file.open("rb") as source:
            while block := source.read(_LEAF_BLOCK):
                for at in range(0, len(block) - HASH_LENGTH + 1, HASH_LENGTH):
                    yield block[at : at + HASH_LENGTH]

    def append_leaves(self, start: int, leaves: Iterable[bytes]) -> None:
        """Keep the leaf hashes from number `start` on; what a crash left behind `start` is written over."""
        if self.leaf_count() < start:
            raise CheckpointError("the witness has lost leaf hashes")
        mode = "r+b" if self.leaf_file.exists() else "w+b"
        self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self.leaf_file.open(mode) as target:
            target.truncate(start * HASH_LENGTH)
            target.seek(start * HASH_LENGTH)
            target.writelines(leaves)
            target.flush()
            os.fsync(target.fileno())

    def append_note(self, note: str) -> None:
        """Keep one checkpoint, flushed to disk before this returns."""
        whole = self._end()[1]
        mode = "r+b" if self.file.exists() else "w+b"
        with self.file.open(mode) as target:
            target.truncate(whole)
            target.seek(whole)
            target.write(note.encode() + b"\n")
            target.flush()
            killpoint("audit.witness.before_flush")
            os.fsync(target.fileno())
        killpoint("audit.witness.after_flush")

    def set_leaves_aside(self, size: int) -> None:
        """After a restore: keep the first `size` leaves and put the longer file aside as evidence."""
        kept = list(self.leaves())
        aside = self.leaf_file.with_name(f"leaves-{len(kept)}.bin")
        if len(kept) > size:
            self.leaf_file.rename(aside)
            self.append_leaves(0, kept[:size])

    def note_keys(self, keys: list[VerifierKey]) -> None:
        """Write the public keys beside the notes, for whoever verifies."""
        text = "".join(f"{key.encoded()}\n" for key in keys)
        if not self.key_file.exists() or self.key_file.read_text() != text:
            self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.key_file.write_text(text)

    def _end(self) -> tuple[str | None, int]:
        """The newest whole note, and how many bytes of the file are whole notes."""
        size = self.file.stat().st_size if self.file.exists() else 0
        if not size:
            return None, 0
        with self.file.open("rb") as source:
            source.seek(max(0, size - _TAIL))
            parts = source.read().split(b"\n\n")
        for place in range(len(parts) - 2, 0, -1):
            if parts[place].startswith(_SIGNATURE):
                torn = sum(len(part) + 2 for part in parts[place + 1 :]) - 2
                return (parts[place - 1] + b"\n\n" + parts[place] + b"\n").decode(), size - torn
        return None, 0
