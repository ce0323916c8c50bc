"""What was told goes with its case; what of it a change of keys re-encrypts."""

from __future__ import annotations

from typing import Final

from yinqiao.platform.crypto.rotate import EncryptedTable

ENCRYPTED: Final = EncryptedTable("case_results_telling", ("sealed",))
