"""Wiring of 医疗费用报销."""

from django.apps import AppConfig


class ReimbursementConfig(AppConfig):
    """Invoices of a case, an estimate by rule, what medical insurance decides."""

    name = "yinqiao.areas.reimbursement"
    label = "reimbursement"
    verbose_name = "医疗费用报销"

    def ready(self) -> None:
        """Make the gate, the type of message, the period, the paper, the reactions and the part of a case known."""
        from yinqiao.areas.applications.types import register_gate
        from yinqiao.areas.intake.types import register_inward
        from yinqiao.areas.reimbursement import portal
        from yinqiao.areas.reimbursement.schemas import INWARD_TYPES
        from yinqiao.areas.reimbursement.services import ENCRYPTED, HAS_INVOICES, INVOICES
        from yinqiao.areas.reimbursement.views.case import part
        from yinqiao.areas.reimbursement.views.copied import COPIED
        from yinqiao.areas.reimbursement.views.papers import FORM
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.papers import papers
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import PagePart, ui
        from yinqiao.platform.ui.copies import copies

        register_gate(HAS_INVOICES)
        for kind in INWARD_TYPES:
            register_inward(kind)
        register_encrypted(ENCRYPTED)
        register_retention(INVOICES)
        papers.add(FORM)
        copies.add(COPIED)
        self._listen()
        ui.add_part("case", PagePart("reimbursement.case", "票据和预估", "reimbursement/part.html", part))
        own = PagePart("reimbursement.own_case", "票据和预估", "reimbursement/own_part.html", portal.part)
        ui.add_part("own_case", own)

    def _listen(self) -> None:
        """Invoices follow their cases; of people who leave the register nothing stays."""
        from yinqiao.areas.applications import events as cases
        from yinqiao.areas.reimbursement import reactions
        from yinqiao.areas.retirees import events as people
        from yinqiao.platform.events.registry import on

        on(cases.CLOSED, reactions.on_case_closed)
        on(cases.MOVED, reactions.on_case_moved)
        on(people.REGISTRATION_UNDONE, reactions.on_registration_undone)
