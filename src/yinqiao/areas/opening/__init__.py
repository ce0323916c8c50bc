"""The opening load: the people of the city's old system come into the register as already accepted, once, signed for."""
