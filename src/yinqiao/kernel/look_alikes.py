"""Characters that are mistaken for one another when names are typed or read from paper."""

from __future__ import annotations

from itertools import combinations

_ALIKE = """
    己已巳 戊戌戍 未末 土士 日曰 千干于 入人八 刀刁 王玉主 天夭夫 田由甲申 大太犬 风凤 鸟乌 兔免 侯候 析折拆 辛幸 晴睛 清请情 扬杨 场汤 住往 侍待 徒徙 郎朗 历厉 丽俪 萍苹 红虹
    兰岚蓝 连莲 青清 晶品 昌晶 桂佳 玲铃伶 佩珮 娟涓 勋动 国囯囩 荣茔荥 宋宗 陈阵 吴昊 朱未 梁粱 冯马 曹漕 邓郑 萧肖箫 傅付 阎闫 戴代 余佘涂 汪江 段叚 邱丘 谭潭 尹伊 黎梨 易昜
    常裳 武斌 乔桥 龚龙 庞宠 樊攀 兴与 殷段 施拖 钟锺鐘 祐佑 祥详 晓哓 明朋 建健 志忠 文丈 新薪 成戌 俊峻竣骏 峰锋烽 辉晖 波坡 斌彬 杰桀 恒桓 林材 森彬 楠南 淼森 焱炎 彪虎 䶮龑
    华花 英瑛 芬芳 淑椒 平萍
"""

_TRADITIONAL_AND_SIMPLE = """
    國国 華华 蘭兰 鳳凤 龍龙 齊齐 張张 陳陈 劉刘 趙赵 黃黄 吳吴 馬马 孫孙 鄭郑 許许 馮冯 鄧邓 葉叶 蘇苏 盧卢 蔣蒋 賈贾 鍾钟 譚谭 鄒邹 蕭萧 韓韩 楊杨 羅罗 謝谢 蔔卜 範范 麗丽
    紅红 榮荣 偉伟 軍军 傑杰 強强 衛卫 勝胜 興兴 東东 亞亚 愛爱 蓮莲 珎珍 寶宝 貴贵 財财 慶庆 學学 長长 髙高 昇升 陞升 勲勋 琻金 甯宁 祿禄 壽寿
"""


def _pairs(listed: str) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for group in listed.split() for pair in combinations(group, 2))


LOOK_ALIKE_PAIRS = _pairs(_ALIKE + _TRADITIONAL_AND_SIMPLE)


def are_look_alike(first: str, second: str) -> bool:
    """Whether two different characters are easily taken for one another; a character is no look-alike of itself."""
    return frozenset((first, second)) in LOOK_ALIKE_PAIRS


def differs_by_look_alikes(first: str, second: str) -> bool:
    """Whether two texts of one length differ, and only in look-alike characters."""
    if len(first) != len(second) or first == second:
        return False
    return all(a == b or are_look_alike(a, b) for a, b in zip(first, second, strict=True))


def _leaders() -> dict[int, str]:
    """Each character that has look-alikes → the one that stands for all that are linked by them."""
    groups: dict[str, set[str]] = {}
    for pair in LOOK_ALIKE_PAIRS:
        joined = set(pair).union(*(groups.get(one, {one}) for one in pair))
        groups.update(dict.fromkeys(joined, joined))
    return {ord(one): min(group) for one, group in groups.items()}


_LEADERS = _leaders()


def shape_key(text: str) -> str:
    """The same for all texts that differ by look-alike characters alone, to find them by; others may share it too.

    Example: 李建国 and 李健國 have one key.
    """
    return text.translate(_LEADERS)
