"""Roles, over what each one reaches, and the shapes in which accounts are read and made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from yinqiao.kernel.labels import Labelled

# Signed in, but with no grant in force: sees nobody, reaches the own account alone.
NO_ROLE = "none"
# A programme in a sandbox 试用对接.
SANDBOX_ROLE = "sandbox"


class Role(StrEnum):
    """What a signed-in person may do; always granted over a scope and until a date."""

    ENTERPRISE_OFFICER = "enterprise_officer"
    ENTERPRISE_ADMIN = "enterprise_admin"
    SECONDED_OFFICER = "seconded_officer"
    COMMUNITY_OFFICER = "community_officer"
    STREET_OFFICER = "street_officer"
    DISTRICT_MANAGER = "district_manager"
    CITY_MANAGER = "city_manager"
    AGENCY_OFFICER = "agency_officer"
    DEPARTMENT_OFFICER = "department_officer"
    UNIT_ADMIN = "unit_admin"
    PROVINCE_OFFICER = "province_officer"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDITOR = "auditor"
    DATA_PROTECTION_OFFICER = "data_protection_officer"

    @property
    def label(self) -> str:
        """The Chinese words."""
        return {
            "enterprise_officer": "企业经办人",
            "enterprise_admin": "企业管理员",
            "seconded_officer": "选派人员",
            "community_officer": "社区退管专干",
            "street_officer": "街道经办人",
            "district_manager": "区县管理员",
            "city_manager": "市级管理员",
            "agency_officer": "社保经办机构经办人",
            "department_officer": "部门经办人",
            "unit_admin": "本单位账户管理员",
            "province_officer": "省级查看员",
            "system_admin": "系统管理员",
            "security_admin": "安全管理员",
            "auditor": "审计员",
            "data_protection_officer": "个人信息保护负责人",
        }[self.value]


class ScopeKind(StrEnum):
    """Over what a grant reaches."""

    DIVISION = "division"
    ENTERPRISE = "enterprise"
    OFFICE = "office"
    # An enterprise's people in one community: a division and an enterprise.
    STAY = "stay"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a grant holds: one division, enterprise or office outside, or none (for administrators of the system).

    A division and an enterprise together are a stay 选派: that enterprise's people in that community.
    """

    division_id: int | None = None
    enterprise_id: int | None = None
    office_id: UUID | None = None

    @property
    def kind(self) -> ScopeKind:
        """Which of the five it is."""
        if self.office_id is not None:
            return ScopeKind.OFFICE
        if self.division_id is not None and self.enterprise_id is not None:
            return ScopeKind.STAY
        if self.division_id is not None:
            return ScopeKind.DIVISION
        return ScopeKind.ENTERPRISE if self.enterprise_id is not None else ScopeKind.NONE


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose accounts an administrator may see and change; nothing to do with retirees.

    `place_from <= place_no < place_to`, `enterprises` and `office` say where, `everywhere` lifts that limit,
    `grantable` says which roles may be given and taken. An office lies where it was registered.
    """

    place_from: int = 0
    place_to: int = 0
    enterprises: frozenset[int] = frozenset()
    everywhere: bool = False
    grantable: frozenset[Role] = frozenset()
    office: UUID | None = None

    def covers(self, *, place_no: int | None, enterprise_id: int | None, office_id: UUID | None = None) -> bool:
        """Whether a grant over this place, enterprise or office lies within reach."""
        if self.everywhere or (office_id is not None and office_id == self.office):
            return True
        by_place = place_no is not None and self.place_from <= place_no < self.place_to
        return by_place or (enterprise_id is not None and enterprise_id in self.enterprises)


@dataclass(frozen=True, slots=True)
class NewUser:
    """What makes an account; `username` is kept in lower case."""

    username: str
    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class NewGrant:
    """A role over a target, from a day up to, not including, another (None: until it is taken back)."""

    role: Role
    target: Target
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class GrantRow:
    """One grant as the screens show it."""

    id: UUID
    user_id: UUID
    user_name: str
    role: Role
    unit: str
    place_no: int | None
    enterprise_id: int | None
    valid_from: date
    valid_to: date | None
    deputy_of: str
    revoked_at: datetime | None
    is_in_force: bool

    @property
    def label(self) -> str:
        """“社区退管专干 · 望月社区”, with whom it stands in for."""
        words = f"{self.role.label} · {self.unit}" if self.unit else self.role.label
        return f"{words}（代 {self.deputy_of}）" if self.deputy_of else words


@dataclass(frozen=True, slots=True)
class UserRow:
    """One account as the list shows it, with its grants that lie within the reader's reach."""

    id: UUID
    username: str
    name: str
    phone: str
    is_active: bool
    must_change_password: bool
    has_second_factor: bool
    has_app: bool
    last_login: datetime | None
    grants: tuple[GrantRow, ...]

    @property
    def state(self) -> str:
        """`stopped`, `temporary` (the first password was not changed yet) or `open`."""
        return "stopped" if not self.is_active else "temporary" if self.must_change_password else "open"

    @property
    def duties(self) -> tuple[GrantRow, ...]:
        """The grants in force, as the list tells them."""
        return tuple(one for one in self.grants if one.is_in_force)


@dataclass(frozen=True, slots=True)
class UserFilter:
    """Which accounts a list shows: part of a name or sign-in name, a role, `in_force`, `ending` (soon), `ended` or `stopped`."""

    text: str = ""
    role: str = ""
    state: str = ""


NO_FILTER = UserFilter()


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """Whom to invite for which role over which unit, until when."""

    name: str
    role: Role
    target: Target
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """One invitation that nobody has accepted yet."""

    id: UUID
    name: str
    role: Role
    unit: str
    valid_to: date | None
    invited_at: datetime
    expires_at: datetime


class KeyState(Labelled):
    """Whether an access key opens anything, and if not, why not."""

    IN_FORCE = "in_force", "有效"
    ENDED = "ended", "已到期"
    REVOKED = "revoked", "已收回"
    GROUNDLESS = "groundless", "所依授权已失效"


@dataclass(frozen=True, slots=True)
class NewKey:
    """What makes an access key: for what it is used, on which grant it rests, up to, not including, which day."""

    name: str
    grant_id: UUID
    valid_to: date


@dataclass(frozen=True, slots=True)
class KeyGrant:
    """A grant for which a key can be made."""

    id: UUID
    role: Role
    unit: str
    holder: str

    @property
    def label(self) -> str:
        """“社区退管专干 · 望月社区（经办人 李某）”."""
        return f"{self.role.label} · {self.unit}（经办人 {self.holder}）"


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One access key as the list shows it; the key itself is not known to us."""

    id: UUID
    name: str
    role: Role
    unit: str
    holder: str
    made_at: datetime
    valid_to: date
    last_used_on: date | None
    state: KeyState

    @property
    def role_label(self) -> str:
        """The role in words."""
        return self.role.label
