"""Code tables of the national standards that a person's record uses, and readers for what people write.

Values are the codes of the standards; labels are the words shown; synonyms are what rosters contain.
"""

from __future__ import annotations

import re
from typing import Self

from yinqiao.kernel.labels import Labelled
from yinqiao.kernel.text import normalise_code


class CodeTable(Labelled):
    """A code table with synonyms; `read` understands code, label and synonym alike."""

    synonyms: tuple[str, ...]

    def __new__(cls, code: str, label: str, *synonyms: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.synonyms = synonyms
        return member

    @classmethod
    def read(cls, text: str | None) -> Self | None:
        """The member that the text names; None for an empty or unknown text."""
        if not text:
            return None
        key = _key(text)
        found = _words(cls).get(key)
        if found is None and len(key) == 1:
            found = _words(cls).get(f"0{key}")  # spreadsheets drop the zero of 01
        return found  # type: ignore[return-value]


_WORDS: dict[type[CodeTable], dict[str, CodeTable]] = {}
_DECIMALS = re.compile(r"([0-9]+)\.0+")


def _key(text: str) -> str:
    key = normalise_code(text).value.upper()
    decimals = _DECIMALS.fullmatch(key)
    return decimals[1] if decimals else key


def _words(table: type[CodeTable]) -> dict[str, CodeTable]:
    if table not in _WORDS:
        words: dict[str, CodeTable] = {}
        for member in table:
            for word in (member.value, member.label, *member.synonyms):
                words.setdefault(_key(word), member)
        _WORDS[table] = words
    return _WORDS[table]


class Sex(CodeTable):
    """Sex of a person (GB/T 2261.1)."""

    UNKNOWN = "0", "未知的性别", "未知", "不详"
    MALE = "1", "男", "男性", "M", "MALE"
    FEMALE = "2", "女", "女性", "F", "FEMALE"
    NOT_STATED = "9", "未说明的性别", "未说明"


class PoliticalStatus(CodeTable):
    """Political status (GB/T 4762)."""

    PARTY_MEMBER = "01", "中共党员", "党员", "中国共产党党员", "正式党员", "共产党员", "中共正式党员", "中共"
    PROBATIONARY_MEMBER = "02", "中共预备党员", "预备党员", "中国共产党预备党员"
    LEAGUE_MEMBER = "03", "共青团员", "团员", "中国共产主义青年团团员"
    REVOLUTIONARY_COMMITTEE = "04", "民革党员", "民革", "民革会员", "中国国民党革命委员会会员"
    DEMOCRATIC_LEAGUE = "05", "民盟盟员", "民盟", "中国民主同盟盟员"
    DEMOCRATIC_NATIONAL_CONSTRUCTION = "06", "民建会员", "民建", "中国民主建国会会员"
    PROMOTING_DEMOCRACY = "07", "民进会员", "民进", "中国民主促进会会员"
    PEASANTS_AND_WORKERS = "08", "农工党党员", "农工党", "农工党员", "中国农工民主党党员"
    ZHIGONG = "09", "致公党党员", "致公党", "中国致公党党员"
    JIUSAN = "10", "九三学社社员", "九三学社", "九三", "九三社员"
    TAIWAN_LEAGUE = "11", "台盟盟员", "台盟", "台湾民主自治同盟盟员"
    NO_PARTY = "12", "无党派人士", "无党派", "无党派民主人士"
    MASSES = "13", "群众", "普通群众", "一般群众", "公民", "普通公民", "无"

    @property
    def is_party(self) -> bool:
        """Whether the person belongs to the Communist Party, on probation or in full."""
        return self in (PoliticalStatus.PARTY_MEMBER, PoliticalStatus.PROBATIONARY_MEMBER)


class Education(CodeTable):
    """Education (GB/T 4658); a code ending in 0 is the level, the others say how it ended."""

    POSTGRADUATE = "10", "研究生", "研究生教育", "研究生学历", "研究生毕业"
    DOCTOR = "11", "博士研究生毕业", "博士", "博士研究生", "博士毕业"
    DOCTOR_COMPLETED = "12", "博士研究生结业", "博士结业"
    DOCTOR_INCOMPLETE = "13", "博士研究生肄业", "博士肄业"
    MASTER = "14", "硕士研究生毕业", "硕士", "硕士研究生", "硕士毕业"
    MASTER_COMPLETED = "15", "硕士研究生结业", "硕士结业"
    MASTER_INCOMPLETE = "16", "硕士研究生肄业", "硕士肄业"
    POSTGRADUATE_CLASS = "17", "研究生班毕业", "研究生班"
    BACHELOR_LEVEL = "20", "大学本科", "本科", "大学本科教育", "大学", "本科学历", "全日制本科", "在职本科", "学士"
    BACHELOR = "21", "大学本科毕业", "本科毕业", "大学毕业"
    BACHELOR_COMPLETED = "22", "大学本科结业", "本科结业"
    BACHELOR_INCOMPLETE = "23", "大学本科肄业", "本科肄业", "大学肄业"
    UNIVERSITY_CLASS = "28", "大学普通班毕业", "大普", "大学普通班"
    COLLEGE_LEVEL = "30", "大学专科", "大专", "专科", "大学专科教育", "高职", "高职高专", "专科学历", "大专学历", "电大"
    COLLEGE = "31", "大学专科毕业", "大专毕业", "专科毕业"
    COLLEGE_COMPLETED = "32", "大学专科结业", "大专结业", "专科结业"
    COLLEGE_INCOMPLETE = "33", "大学专科肄业", "大专肄业", "专科肄业"
    VOCATIONAL_LEVEL = "40", "中等职业教育", "中职", "中等职业"
    TECHNICAL_SECONDARY = "41", "中等专科毕业", "中专", "中专毕业", "中等专科", "中等专业学校", "中师"
    TECHNICAL_SECONDARY_COMPLETED = "42", "中等专科结业", "中专结业"
    TECHNICAL_SECONDARY_INCOMPLETE = "43", "中等专科肄业", "中专肄业"
    VOCATIONAL_HIGH = "44", "职业高中毕业", "职高", "职业高中", "职高毕业"
    VOCATIONAL_HIGH_COMPLETED = "45", "职业高中结业", "职高结业"
    VOCATIONAL_HIGH_INCOMPLETE = "46", "职业高中肄业", "职高肄业"
    SKILLED_WORKER_SCHOOL = "47", "技工学校毕业", "技校", "技工学校", "技校毕业", "技工"
    SKILLED_WORKER_SCHOOL_COMPLETED = "48", "技工学校结业", "技校结业"
    SKILLED_WORKER_SCHOOL_INCOMPLETE = "49", "技工学校肄业", "技校肄业"
    HIGH_SCHOOL_LEVEL = "60", "高中", "普通高级中学教育", "普通高中", "高级中学", "普高"
    HIGH_SCHOOL = "61", "普通高中毕业", "高中毕业"
    HIGH_SCHOOL_COMPLETED = "62", "普通高中结业", "高中结业"
    HIGH_SCHOOL_INCOMPLETE = "63", "普通高中肄业", "高中肄业"
    JUNIOR_LEVEL = "70", "初中", "初级中学教育", "初级中学", "初中及以下"
    JUNIOR = "71", "初中毕业"
    JUNIOR_INCOMPLETE = "73", "初中肄业"
    PRIMARY_LEVEL = "80", "小学", "小学教育", "高小", "初小"
    PRIMARY = "81", "小学毕业"
    PRIMARY_INCOMPLETE = "83", "小学肄业"
    OTHER = "90", "其他", "其它", "文盲", "半文盲", "文盲或半文盲", "不识字", "扫盲班"


class RetirementType(CodeTable):
    """By which rule a person retired; no national code table is known, so the codes are ours."""

    NORMAL = "normal", "正常退休", "退休", "正常", "到龄退休", "法定退休", "正常到龄退休", "年老退休"
    FLEXIBLE_EARLY = "flexible_early", "弹性提前退休", "自愿弹性提前退休", "弹性提前"
    FLEXIBLE_LATE = "flexible_late", "弹性延迟退休", "弹性延迟"
    SPECIAL_TRADE = "special_trade", "特殊工种退休", "特殊工种", "特殊工种提前退休", "特岗退休", "特殊工种提前"
    ILLNESS = "illness", "病退", "因病退休", "因病提前退休", "病退休", "非因工病退", "因病完全丧失劳动能力退休"
    EARLIER_RULES = "earlier_rules", "政策性提前退休", "提前退休", "破产提前退休", "政策性破产提前退休", "内退转退休"
    EARLY_LEAVER = "early_leaver", "退职", "退职人员", "因病退职"
    VETERAN_CADRE = "veteran_cadre", "离休", "离休人员", "离休干部"

    @property
    def is_age_free(self) -> bool:
        """Whether the statutory age does not bind this type: special trades, illness and earlier rules are lawful."""
        return self not in (RetirementType.NORMAL, RetirementType.FLEXIBLE_EARLY, RetirementType.FLEXIBLE_LATE)


class EthnicGroup(CodeTable):
    """Ethnic group (GB/T 3304): two digits, the two letters of the standard are a synonym."""

    HAN = "01", "汉族", "汉", "HA"
    MONGOL = "02", "蒙古族", "蒙古", "蒙", "蒙族", "MG"
    HUI = "03", "回族", "回", "HU"
    TIBETAN = "04", "藏族", "藏", "ZA"
    UYGHUR = "05", "维吾尔族", "维吾尔", "维", "维族", "UG"
    MIAO = "06", "苗族", "苗", "MH"
    YI = "07", "彝族", "彝", "YI"
    ZHUANG = "08", "壮族", "壮", "ZH", "僮族"
    BUYEI = "09", "布依族", "布依", "BY", "布衣族"
    KOREAN = "10", "朝鲜族", "朝鲜", "CS", "鲜族"
    MANCHU = "11", "满族", "满", "MA"
    DONG = "12", "侗族", "侗", "DO"
    YAO = "13", "瑶族", "瑶", "YA"
    BAI = "14", "白族", "白", "BA"
    TUJIA = "15", "土家族", "土家", "TJ"
    HANI = "16", "哈尼族", "哈尼", "HN"
    KAZAKH = "17", "哈萨克族", "哈萨克", "哈族", "KZ"
    DAI = "18", "傣族", "傣", "DA"
    LI = "19", "黎族", "黎", "LI"
    LISU = "20", "傈僳族", "傈僳", "LS"
    WA = "21", "佤族", "佤", "VA"
    SHE = "22", "畲族", "畲", "畬族", "SH"
    GAOSHAN = "23", "高山族", "高山", "GS"
    LAHU = "24", "拉祜族", "拉祜", "LH"
    SUI = "25", "水族", "水", "SU"
    DONGXIANG = "26", "东乡族", "东乡", "DX"
    NAXI = "27", "纳西族", "纳西", "NX"
    JINGPO = "28", "景颇族", "景颇", "JP"
    KIRGIZ = "29", "柯尔克孜族", "柯尔克孜", "柯族", "KG"
    TU = "30", "土族", "土", "TU"
    DAUR = "31", "达斡尔族", "达斡尔", "DU"
    MULAO = "32", "仫佬族", "仫佬", "ML"
    QIANG = "33", "羌族", "羌", "QI"
    BLANG = "34", "布朗族", "布朗", "BL"
    SALAR = "35", "撒拉族", "撒拉", "SL"
    MAONAN = "36", "毛南族", "毛南", "毛难族", "MN"
    GELAO = "37", "仡佬族", "仡佬", "GL"
    XIBE = "38", "锡伯族", "锡伯", "XB"
    ACHANG = "39", "阿昌族", "阿昌", "AC"
    PUMI = "40", "普米族", "普米", "PM"
    TAJIK = "41", "塔吉克族", "塔吉克", "TA"
    NU = "42", "怒族", "怒", "NU"
    UZBEK = "43", "乌孜别克族", "乌孜别克", "UZ"
    RUSSIAN = "44", "俄罗斯族", "俄罗斯", "RS"
    EWENKI = "45", "鄂温克族", "鄂温克", "EW"
    DEANG = "46", "德昂族", "德昂", "崩龙族", "DE"
    BONAN = "47", "保安族", "保安", "BO"
    YUGUR = "48", "裕固族", "裕固", "YG"
    GIN = "49", "京族", "京", "GI"
    TATAR = "50", "塔塔尔族", "塔塔尔", "TT"
    DERUNG = "51", "独龙族", "独龙", "DR"
    OROQEN = "52", "鄂伦春族", "鄂伦春", "OR"
    HEZHEN = "53", "赫哲族", "赫哲", "HZ"
    MONBA = "54", "门巴族", "门巴", "MB"
    LHOBA = "55", "珞巴族", "珞巴", "LB"
    JINO = "56", "基诺族", "基诺", "JN"
    OTHER = "97", "其他", "其它", "未识别民族", "穿青人"
    NATURALISED = "98", "外国血统中国籍人士", "外国血统", "入籍"


def parse_sex(text: str | None) -> Sex | None:
    """Read a sex (GB/T 2261.1): 男, 男性, 1, M; None when empty or unknown."""
    return Sex.read(text)


def parse_ethnic_group(text: str | None) -> EthnicGroup | None:
    """Read an ethnic group (GB/T 3304): 汉, 汉族, 01, 1, HA; None when empty or unknown."""
    return EthnicGroup.read(text)


def parse_political_status(text: str | None) -> PoliticalStatus | None:
    """Read a political status (GB/T 4762): 中共党员, 党员, 01; None when empty or unknown."""
    return PoliticalStatus.read(text)


def parse_education(text: str | None) -> Education | None:
    """Read an education (GB/T 4658): 大专, 专科, 30; None when empty or unknown."""
    return Education.read(text)
