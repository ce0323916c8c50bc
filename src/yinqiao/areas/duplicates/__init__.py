"""Room: entries of the register that may be one person: found every night, judged by a person, merged and split."""
