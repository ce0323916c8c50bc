"""People who cannot be reached: what speaks for it, who declares it, where to look, how somebody was found."""
