"""Codes, terms and rows of the room of agreements."""

from yinqiao.areas.agreements.types.agreements import (
    HOLDING,
    NUMBER_LABELS,
    Agreed,
    AgreementKind,
    AgreementState,
    BatchFigures,
    BenefitsAgreed,
    Difference,
    Ending,
    EndReason,
    Figures,
    Filing,
    FundKind,
    FundsAgreed,
    Gap,
    Instalment,
    Numbers,
    Parties,
    Seen,
    Side,
    Stand,
    Step,
    StrandFigures,
    TaskCounts,
    Terms,
    Told,
    VersionRow,
    Wording,
)
from yinqiao.areas.agreements.types.benefits import (
    Audience,
    Benefit,
    BenefitKind,
    Change,
    Payer,
    Rhythm,
    StandingBenefit,
)

__all__ = [
    "HOLDING", "NUMBER_LABELS", "Agreed", "AgreementKind", "AgreementState", "Audience", "BatchFigures", "Benefit",
    "BenefitKind", "BenefitsAgreed", "Change", "Difference", "EndReason", "Ending", "Figures", "Filing", "FundKind",
    "FundsAgreed", "Gap", "Instalment", "Numbers", "Parties", "Payer", "Rhythm", "Seen", "Side", "Stand",
    "StandingBenefit", "Step", "StrandFigures", "TaskCounts", "Terms", "Told", "VersionRow", "Wording",
]  # fmt: skip
