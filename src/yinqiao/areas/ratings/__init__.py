"""好差评: what people say of a case once it is over; a bad word is followed up by somebody else."""
