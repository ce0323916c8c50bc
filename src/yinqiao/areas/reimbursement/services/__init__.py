"""Acts of reimbursement: an invoice is taken in or out, medical insurance decides, what ended lets its invoices go."""

from yinqiao.areas.reimbursement.services.deciding import OFFICE
from yinqiao.areas.reimbursement.services.following import forget_people, hold_again, release
from yinqiao.areas.reimbursement.services.gates import HAS_INVOICES
from yinqiao.areas.reimbursement.services.invoices import Upload, add_invoice, remove_invoice
from yinqiao.areas.reimbursement.services.keeping import ENCRYPTED, INVOICES
from yinqiao.areas.reimbursement.services.own import add_own_invoice, remove_own_invoice

__all__ = [
    "ENCRYPTED",
    "HAS_INVOICES",
    "INVOICES",
    "OFFICE",
    "Upload",
    "add_invoice",
    "add_own_invoice",
    "forget_people",
    "hold_again",
    "release",
    "remove_invoice",
    "remove_own_invoice",
]
