"""Who has an asset: the enterprise until a transfer has ended, then the place; shared use and lease leave it where it was."""

from __future__ import annotations

from typing import Final

from yinqiao.platform.custody.passing import Custody

CUSTODY: Final = Custody("assets_assetcustody", "assets_asset", "asset_id", "assets_assetpassing")
