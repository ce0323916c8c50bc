"""The rows of finished catalogues as a thing with a period: the archives are on the books, the rows were for checking."""

from __future__ import annotations

from yinqiao.areas.archives.types import CATALOGUE
from yinqiao.areas.lists.services import retention_of_rows

CATALOGUE_ROWS = retention_of_rows(kind=CATALOGUE)
