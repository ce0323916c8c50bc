"""The rows of finished lists as a thing with a period: the assets are on the books, the rows were for checking."""

from __future__ import annotations

from yinqiao.areas.assets.types import ASSET_LIST
from yinqiao.areas.lists.services import retention_of_rows

ASSET_ROWS = retention_of_rows(kind=ASSET_LIST)
