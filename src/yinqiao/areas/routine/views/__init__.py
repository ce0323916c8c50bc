"""Pages of the monthly handover: lists and people of the enterprise, figures of the places."""
