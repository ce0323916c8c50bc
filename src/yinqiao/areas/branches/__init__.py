"""Party organisations of a handover: listed, offered on a path, walked step by step, signed for, really there."""
