"""The room of the exchange: the feed of events, and its sending to programmes of other offices."""
