"""Documents as OFD (GB/T 33190-2016), made of the PDF that Typst has set: the same page, text and font in both."""

from yinqiao.platform.ofd.package import Described, Document, ofd_of, packed

__all__ = ["Described", "Document", "ofd_of", "packed"]
