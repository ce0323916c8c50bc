"""Floor 0: pure rules of the trade. No framework, no input or output."""
