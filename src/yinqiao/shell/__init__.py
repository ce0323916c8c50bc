"""Floor 3: what surrounds the rooms: workbench, person page, search, base templates, error pages, demo city."""
