"""The room of the exchange: so far, the feed of events as programmes read it."""
