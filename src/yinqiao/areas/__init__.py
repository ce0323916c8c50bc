"""Floor 2: the rooms, one package per domain area, all with the same furniture."""
