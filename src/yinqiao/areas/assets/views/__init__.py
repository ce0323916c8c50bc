"""Pages of assets: lists of the enterprise, survey and steps of both sides, figures and papers."""
