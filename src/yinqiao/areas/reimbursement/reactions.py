"""What happens to invoices when a case ends, goes on, or its person leaves the register."""

from __future__ import annotations

from yinqiao.areas.reimbursement import services
from yinqiao.platform.acts import Act


def on_case_closed(act: Act) -> None:
    """Invoices are let go."""
    services.release(act=act)


def on_case_moved(act: Act) -> None:
    """A case that goes on holds them again."""
    services.hold_again(act=act)


def on_registration_undone(act: Act) -> None:
    """An invoice is about somebody of the register."""
    services.forget_people(act=act)
