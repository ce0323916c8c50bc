"""Input of the handover pages."""

from yinqiao.areas.handover.forms.offers import (
    AgainForm,
    ContactForm,
    PeopleFilter,
    ReturnForm,
    RouteForm,
    WaitingFilter,
)
from yinqiao.areas.handover.forms.rosters import FindingFilter, HeaderForm, RowFilter, UndoForm, UploadForm

__all__ = [
    "AgainForm",
    "ContactForm",
    "FindingFilter",
    "HeaderForm",
    "PeopleFilter",
    "ReturnForm",
    "RouteForm",
    "RowFilter",
    "UndoForm",
    "UploadForm",
    "WaitingFilter",
]
