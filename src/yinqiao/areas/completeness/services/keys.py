"""What a change of keys re-encrypts."""

from yinqiao.areas.completeness.models import Request
from yinqiao.platform.crypto.rotate import EncryptedTable

ENCRYPTED = EncryptedTable(Request._meta.db_table, ("answer",))
