"""The floor of uploads: takes so many bytes from a socket into a file, waits for the disk, says that it is done.

`python -m tests.bench.bare_receiver FOLDER` says on its first line where it listens; nothing is checked, sealed or noted.
"""

from __future__ import annotations

import os
import socket
import struct
import sys
from pathlib import Path

LENGTH = struct.Struct(">Q")
_PIECE = 1 << 20


def main() -> None:
    """Serve one sender until it leaves."""
    folder = Path(sys.argv[1])
    with socket.create_server(("127.0.0.1", 0)) as listening:
        sys.stdout.write(f"{listening.getsockname()[1]}\n")
        sys.stdout.flush()
        line, _ = listening.accept()
        buffer = memoryview(bytearray(_PIECE))
        with line:
            while head := line.recv(LENGTH.size, socket.MSG_WAITALL):
                _take(line, folder / "bare", LENGTH.unpack(head)[0], buffer)
                line.sendall(b"!")


def _take(line: socket.socket, path: Path, left: int, buffer: memoryview) -> None:
    with path.open("wb", buffering=0) as target:
        while left:
            count = line.recv_into(buffer, min(left, _PIECE))
            if not count:
                raise EOFError
            target.write(buffer[:count])
            left -= count
        os.fsync(target.fileno())
    path.unlink()


if __name__ == "__main__":
    main()
