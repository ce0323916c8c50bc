"""档案证明: what the keeper of an archive certifies from its record: custody, work history, kinship."""
