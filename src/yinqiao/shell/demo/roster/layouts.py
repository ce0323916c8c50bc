"""Roster forms as they differ between cities and enterprises: order, words, title rows, merged two-row headers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DateForm(StrEnum):
    """How an enterprise writes a day or a month."""

    ISO = "iso"
    DOTS = "dots"
    CHINESE = "chinese"
    DIGITS = "digits"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field it holds, its header, and the merged header above it where there is one."""

    field: str
    header: str
    above: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A form. `wording` chooses between the two ways of writing each code; `titles` stand above the header."""

    name: str
    columns: tuple[Column, ...]
    titles: tuple[str, ...] = ()
    footers: tuple[str, ...] = ()
    days: DateForm = DateForm.ISO
    months: DateForm = DateForm.ISO
    wording: int = 0
    sheet_name: str = "Sheet1"

    @property
    def has_two_rows(self) -> bool:
        """Whether the header has a merged row above."""
        return any(column.above for column in self.columns)

    @property
    def header_rows(self) -> int:
        """Rows before the first person."""
        return len(self.titles) + (2 if self.has_two_rows else 1)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields in column order."""
        return tuple(column.field for column in self.columns)


def _columns(text: str) -> tuple[Column, ...]:
    """One column per line: field, header, and the header above; `/n` in a header is a line break."""
    columns = []
    for line in text.strip().splitlines():
        field, header, *above = line.split()
        columns.append(Column(field, header.replace("/n", "\n"), above[0] if above else ""))
    return tuple(columns)


# The 25 columns of the bench, one plain header row.
PLAIN = Layout(
    "plain",
    _columns(
        """
        name 姓名
        sex 性别
        ethnic_group 民族
        born_on 出生日期
        id_no 身份证号码
        political_status 政治面貌
        education 文化程度
        health 健康状况
        work_start_on 参加工作时间
        retired_on 退休时间
        retirement_type 退休类别
        former_unit 原工作单位
        former_post 原任职务
        archive_no 档案编号
        archive_place 档案存放地点
        party_branch 所在党支部
        special_group 特殊人员
        is_on_minimum_living_allowance 是否低保
        household_address 户口所在地
        residence_address 常住地址
        phone 联系电话
        community_name 所在社区
        contact1_name 联系人姓名
        contact1_relation 联系人关系
        contact1_phone 联系人电话
        """
    ),
)

# A city form: title rows, a merged header, serial numbers, months in Chinese, signatures below.
CITY_FORM = Layout(
    "city_form",
    _columns(
        """
        serial_no 序号
        name 姓/n名
        sex 性/n别
        ethnic_group 民/n族
        born_on 出生年月
        id_no 身份证号
        political_status 政治/n面貌
        health 健康/n状况
        former_unit 原工作单位
        former_post 原任职务
        work_start_on 参加工作/n时间
        retired_on 退休/n年月
        archive_place 档案存放/n地点
        archive_no 档号
        education 文化/n程度
        skills 特长技能
        retirement_type 退休/n类别
        hobbies 兴趣爱好
        special_group 特殊人员
        is_on_minimum_living_allowance 是否享受/n低保
        injury_grade 工伤伤残/n等级
        party_branch 党组织关系/n所在支部
        household_address 地址 户口所在地
        household_phone 电话 户口所在地
        residence_address 地址 常住地
        residence_phone 电话 常住地
        phone 本人手机
        away_address 异地居住地
        community_name 拟移交社区
        spouse_name 姓名 配偶情况
        spouse_phone 电话 配偶情况
        contact1_name 姓名 家庭联系人一
        contact1_relation 关系 家庭联系人一
        contact1_phone 电话 家庭联系人一
        contact2_name 姓名 家庭联系人二
        contact2_relation 关系 家庭联系人二
        contact2_phone 电话 家庭联系人二
        """
    ),
    titles=("国有企业退休人员基本信息登记表", "填报单位（盖章）：演示企业　　　　填报日期：2026年9月30日"),
    footers=("填表人：　　　　审核人：　　　　联系电话：",),
    days=DateForm.CHINESE,
    months=DateForm.CHINESE,
    sheet_name="移交名册",
)

# What a personnel system gives out: another order, synonyms, real date cells, community by code and name.
SYSTEM_EXPORT = Layout(
    "system_export",
    _columns(
        """
        id_no 公民身份号码
        name 人员姓名
        phone 手机号码
        sex 性别
        born_on 出生年月日
        ethnic_group 民族
        education 学历
        political_status 政治面貌
        party_branch 党支部名称
        work_start_on 参加工作日期
        retired_on 退休日期
        retirement_type 退休类型
        former_unit 单位名称
        former_post 职务
        archive_no 档案号
        archive_place 档案所在地
        community_code 社区代码
        community_name 社区（村）
        street_name 街道（乡镇）
        residence_address 现居住地址
        household_address 户籍地址
        contact1_name 紧急联系人
        contact1_relation 紧急联系人关系
        contact1_phone 紧急联系人电话
        """
    ),
    days=DateForm.CELL,
    months=DateForm.CELL,
    wording=1,
    sheet_name="导出数据",
)

# A short list of a small enterprise: a title, few columns, the place only in the address.
SHORT_LIST = Layout(
    "short_list",
    _columns(
        """
        serial_no 编号
        name 退休人员姓名
        id_no 身份证号码（18位）
        sex 性别
        born_on 出生年月
        retired_on 退休年月
        political_status 政治面貌
        party_branch 党支部
        phone 联系方式
        residence_address 现住址
        archive_no 人事档案编号
        """
    ),
    titles=("退休人员移交花名册",),
    days=DateForm.DIGITS,
    months=DateForm.DOTS,
    wording=1,
    sheet_name="花名册",
)

LAYOUTS: dict[str, Layout] = {layout.name: layout for layout in (PLAIN, CITY_FORM, SYSTEM_EXPORT, SHORT_LIST)}
