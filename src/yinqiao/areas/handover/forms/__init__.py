"""Input of the handover pages."""

from yinqiao.areas.handover.forms.offers import (
    AgainForm,
    ContactFilter,
    ContactForm,
    PeopleFilter,
    ReturnedFilter,
    ReturnForm,
    RouteForm,
    WaitingFilter,
)
from yinqiao.areas.handover.forms.rosters import BatchFilter, FindingFilter, HeaderForm, RowFilter, UndoForm, UploadForm

__all__ = [
    "AgainForm",
    "BatchFilter",
    "ContactFilter",
    "ContactForm",
    "FindingFilter",
    "HeaderForm",
    "PeopleFilter",
    "ReturnForm",
    "ReturnedFilter",
    "RouteForm",
    "RowFilter",
    "UndoForm",
    "UploadForm",
    "WaitingFilter",
]
