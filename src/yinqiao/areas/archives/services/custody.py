"""Who holds an archive: the enterprise until its reception is finished, then the place."""

from __future__ import annotations

from typing import Final

from yinqiao.platform.custody.passing import Custody

CUSTODY: Final = Custody("archives_custody", "archives_archive", "archive_id", "archives_passing")
