"""Characters that are mistaken for one another when names are typed or read from paper."""

from __future__ import annotations

_GROUPS = (
    "己已巳 戊戌戍 未末 土士 日曰 千干于 入人八 刀刁 王玉主 天夭夫 田由甲申 贝见 大太犬 木本 风凤 鸟乌 兔免 "
    "侯候 析折拆 券卷 暑署 辛幸 拔拨 晴睛 清请情 扬杨 场汤 住往 侍待 徒徙 郎朗 密蜜 历厉 丽俪 萍苹 "
    "芬芳 英瑛 红虹 花华 平萍 兰岚蓝 连莲 青清 晶品 昌晶 桂佳 珍诊 淑椒 玲铃伶 佩珮 娟涓 敏梅 秋愁 勋动 "
    "国囯囩 荣茔荥 宋宗 陈阵 刘浏 张弘 吴昊 徐除 朱未 梁粱 韩苇 冯马 曹漕 许汻 邓郑 萧肖箫 傅付 阎闫 戴代 "
    "余佘涂 汪江 孟盂 段叚 邱丘 侯喉 谭潭 尹伊 黎梨 易昜 常裳 武斌 乔桥 赖懒 龚龙 庞宠 樊攀 兴与 殷段 施拖 "
    "钟锺鐘 祐佑 祥详 裕浴 晓哓 明朋 建健 军车 伟纬 强疆 志忠 文丈 永水 胜腾 学字 新薪 成戌 光兴 俊峻竣骏 "
    "峰锋烽 辉晖 波坡 涛祷 勇男 斌彬 杰桀 旭旮 栋拣 坤绅 恒桓 瑞端 林材 森彬 楠南 淼森 焱炎 凯剀 彪虎 䶮龑"
).split()

_TRADITIONAL = (
    "國国 華华 蘭兰 鳳凤 龍龙 齊齐 張张 陳陈 劉刘 趙赵 黃黄 吳吴 馬马 孫孙 鄭郑 許许 馮冯 鄧邓 葉叶 蘇苏 盧卢 "
    "蔣蒋 賈贾 鍾钟 譚谭 廖寥 鄒邹 蕭萧 韓韩 楊杨 羅罗 謝谢 蔔卜 範范 麗丽 紅红 榮荣 偉伟 軍军 傑杰 強强 衛卫 "
    "勝胜 興兴 東东 亞亚 愛爱 蓮莲 珎珍 寶宝 貴贵 財财 慶庆 學学 長长 髙高 昇升 陞升 勲勋 琻金 甯宁 祿禄 壽寿"
).split()


def _pairs() -> frozenset[frozenset[str]]:
    pairs = set()
    for group in (*_GROUPS, *_TRADITIONAL):
        for position, first in enumerate(group):
            pairs.update(frozenset((first, second)) for second in group[position + 1 :] if second != first)
    return frozenset(pairs)


LOOK_ALIKE_PAIRS = _pairs()


def are_look_alike(first: str, second: str) -> bool:
    """Whether two different characters are easily taken for one another; a character is no look-alike of itself."""
    return frozenset((first, second)) in LOOK_ALIKE_PAIRS


def differs_by_look_alikes(first: str, second: str) -> bool:
    """Whether two texts of one length differ, and only in look-alike characters."""
    if len(first) != len(second) or first == second:
        return False
    return all(a == b or are_look_alike(a, b) for a, b in zip(first, second, strict=True))
