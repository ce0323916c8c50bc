"""The room of democratic reviews of members: 民主评议党员."""
