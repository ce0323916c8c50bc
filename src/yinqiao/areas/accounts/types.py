"""Roles, and over what each one reaches."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a signed-in person may do; always granted over a scope and until a date."""

    ENTERPRISE_OFFICER = "enterprise_officer"
    ENTERPRISE_ADMIN = "enterprise_admin"
    COMMUNITY_OFFICER = "community_officer"
    STREET_OFFICER = "street_officer"
    DISTRICT_MANAGER = "district_manager"
    CITY_MANAGER = "city_manager"
    AGENCY_OFFICER = "agency_officer"
    UNIT_ADMIN = "unit_admin"
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
            "community_officer": "社区退管专干",
            "street_officer": "街道经办人",
            "district_manager": "区县管理员",
            "city_manager": "市级管理员",
            "agency_officer": "社保经办机构经办人",
            "unit_admin": "本单位账户管理员",
            "system_admin": "系统管理员",
            "security_admin": "安全管理员",
            "auditor": "审计员",
            "data_protection_officer": "个人信息保护负责人",
        }[self.value]
