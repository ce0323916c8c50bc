"""Reads of papers, templates and scans, within a scope; what papers there are and which template is in force."""

from yinqiao.areas.papers.queries.layouts import get_template, list_templates, template_for
from yinqiao.areas.papers.queries.reads import (
    count_outstanding,
    count_to_settle,
    find_addressed,
    find_by_code,
    get_page,
    get_paper,
    get_printing,
    get_scan,
    list_pages,
    list_papers,
    list_papers_about,
    list_scans,
    outstanding,
)

__all__ = [
    "count_outstanding",
    "count_to_settle",
    "find_addressed",
    "find_by_code",
    "get_page",
    "get_paper",
    "get_printing",
    "get_scan",
    "get_template",
    "list_pages",
    "list_papers",
    "list_papers_about",
    "list_scans",
    "list_templates",
    "outstanding",
    "template_for",
]
