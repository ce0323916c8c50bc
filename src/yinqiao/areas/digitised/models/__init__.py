"""Tables of digitised archives."""

from yinqiao.areas.digitised.models.readings import Extract, ExtractPage, Loan, Lookup, PageSeen
from yinqiao.areas.digitised.models.scans import Block, Item, Scan, ScanBatch

__all__ = ["Block", "Extract", "ExtractPage", "Item", "Loan", "Lookup", "PageSeen", "Scan", "ScanBatch"]
