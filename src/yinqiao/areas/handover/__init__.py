"""Room: how people pass from an enterprise to a community: rosters, batches, offers, acceptance, first contact."""
