"""Electronic invoices: what an XML, an OFD or a PDF says of itself, read in a confined child. Pictures say nothing."""
