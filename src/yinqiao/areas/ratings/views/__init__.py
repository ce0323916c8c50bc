"""Pages of ratings for the community's superiors."""
