"""Pages of party relations: rosters of the enterprise, members as both sides see them, the acts of each side."""
