"""Facts that the rules require and the register lacks or doubts: found, asked of the enterprise, taken over by a person."""
