"""Pages of benefits: the items of an agreement with the people they are for; the panel of the person page."""
