"""One installation: its home folder, its secrets, its addresses. Everything that must not be in the code lies here.

`YINQIAO_HOME` (default: `var` beside the project) holds `secrets.json` (0600), `keys.json`, `pg/`, `files/`,
`witness/`, `log/`. The backup of the database leaves `secrets.json` and `keys.json` out; they are kept apart.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from yinqiao.platform.database.embedded import EmbeddedServer

ROLES = ("owner", "app", "worker", "backup")


@dataclass(frozen=True, slots=True)
class Instance:
    """Where this installation lives and what it knows in secret."""

    home: Path
    secrets: dict[str, str]

    @property
    def server(self) -> EmbeddedServer:
        """The embedded database of this installation."""
        return EmbeddedServer(self.home / "pg", self.secrets["db_superuser"])

    @property
    def uses_embedded(self) -> bool:
        """False when `DATABASE_URL` names a server of one's own."""
        return not os.environ.get("DATABASE_URL")

    def password(self, role: str) -> str:
        """The password of a database role; `YINQIAO_DB_PASSWORD_<ROLE>` outranks the file."""
        return os.environ.get(f"YINQIAO_DB_PASSWORD_{role.upper()}") or self.secrets[f"db_{role}"]

    def database(self, role: str) -> dict[str, object]:
        """Django's connection settings for one role."""
        name = os.environ.get("YINQIAO_DB_NAME", "yinqiao")
        if self.uses_embedded:
            host, port = str(self.server.socket_folder), ""
        else:
            url = urlsplit(os.environ["DATABASE_URL"])
            host, port = unquote(url.hostname or ""), str(url.port or "")
            name = url.path.lstrip("/") or name
        return {"ENGINE": "django.db.backends.postgresql", "NAME": name, "USER": f"yq_{role}",
                "PASSWORD": self.password(role), "HOST": host, "PORT": port}  # fmt: skip


def load_instance() -> Instance:
    """The installation of `YINQIAO_HOME`; its folder and secrets are made at first use."""
    home = Path(os.environ.get("YINQIAO_HOME") or Path(__file__).parents[3] / "var").resolve()
    home.mkdir(parents=True, exist_ok=True, mode=0o711)
    path = home / "secrets.json"
    if not path.exists():
        values = {f"db_{role}": secrets.token_urlsafe(24) for role in (*ROLES, "superuser")}
        values["django"] = secrets.token_urlsafe(48)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump(values, file, indent=1)
    for name in ("files", "witness", "log"):
        (home / name).mkdir(exist_ok=True, mode=0o700)
    return Instance(home, json.loads(path.read_text()))
