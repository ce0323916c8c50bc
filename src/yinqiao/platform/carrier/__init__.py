"""JetStream between cities: what is carried, the connection, and the process that posts and collects.

Truth stays in PostgreSQL: a stream that was lost is filled anew from it, and where a reader stands is written there.
"""

from yinqiao.platform.carrier.carrier import Carrier
from yinqiao.platform.carrier.desk import Desk, Held, Letter, Parcel, Source, Standing
from yinqiao.platform.carrier.line import Access, stream_name

__all__ = ["Access", "Carrier", "Desk", "Held", "Letter", "Parcel", "Source", "Standing", "stream_name"]
