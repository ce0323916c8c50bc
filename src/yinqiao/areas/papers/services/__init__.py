"""Acts on papers: print one or many, void, send and stop templates, take in scans and file their pages."""

from yinqiao.areas.papers.services.filing import drop_page, file_after_before, file_by_number
from yinqiao.areas.papers.services.printing import carry_out_printing, give_printing_up, order_printing, print_paper
from yinqiao.areas.papers.services.scanning import give_scan_up, read_scan_pages, take_scan
from yinqiao.areas.papers.services.templates import send_template, stop_template
from yinqiao.areas.papers.services.voiding import void_paper

__all__ = [
    "carry_out_printing",
    "drop_page",
    "file_after_before",
    "file_by_number",
    "give_printing_up",
    "give_scan_up",
    "order_printing",
    "print_paper",
    "read_scan_pages",
    "send_template",
    "stop_template",
    "take_scan",
    "void_paper",
]
