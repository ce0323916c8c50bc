"""Surnames of the demo city with weights per ten thousand, leaning to the province's mix; compound ones at the end."""

from __future__ import annotations

_SINGLE = """
王 690 李 680 刘 610 张 570 陈 480 杨 300 黄 290 周 270 吴 210 彭 190 罗 185 谢 165 唐 160 谭 150 肖 145 胡 140
曾 130 邓 125 何 120 曹 110 徐 105 龙 100 朱 98 孙 95 易 92 赵 90 郭 88 贺 86 文 84 汤 82 蒋 80 夏 78 欧 60 林 76
袁 74 蔡 72 钟 70 高 68 廖 66 马 64 梁 62 宋 60 郑 58 许 56 韩 54 冯 52 戴 52 田 50 向 50 姚 48 尹 48 熊 47 毛 46
范 45 傅 44 潘 43 于 42 董 41 余 41 苏 40 叶 40 卢 39 任 38 沈 38 姜 37 崔 35 吕 35 汪 34 丁 34 程 33 石 33 方 32
邹 32 段 31 喻 31 陶 30 阳 30 左 29 邱 29 凌 28 金 27 江 27 侯 26 秦 26 史 25 孔 25 白 24 严 24 武 23 龚 23 莫 22
欧 20 常 20 万 20 覃 20 聂 19 颜 19 章 18 鲁 18 柳 17 盛 17 甘 16 成 16 舒 16 童 15 贾 15 薛 15 雷 15 顾 14 洪 14
郝 13 邵 13 毕 12 柏 12 管 11 施 11 伍 11 游 10 危 10 匡 10 申 10 屈 10 佘 9 晏 9 涂 9 兰 9 温 8 葛 8 骆 8 詹 8
单 7 解 7 仇 6 区 6 查 6 朴 5 盖 4 乐 5 缪 5 冼 4 尚 6 宁 6 翁 6 俞 6 庞 6 殷 6 耿 5 关 5 焦 5 包 5 卓 5 裴 5 牟 4
臧 4 阮 4 鄢 4 禹 4 旷 4 邬 4 隆 4 粟 5 滕 5 蒲 4 瞿 5 补 2 昝 2 仉 1 禤 2 逄 1 鄷 1 璩 1 麹 1
"""

_COMPOUND = """
欧阳 52 上官 3 司马 3 诸葛 3 皇甫 3 尉迟 2 令狐 2 夏侯 2 东方 2 端木 1 公孙 1 慕容 2 司徒 2 长孙 1 宇文 1 申屠 1
闻人 1 钟离 1 澹台 1 呼延 1 鲜于 1
"""


def _weights(text: str) -> dict[str, int]:
    """Pairs of surname and weight; a surname named twice adds up."""
    words = text.split()
    totals: dict[str, int] = {}
    for surname, weight in zip(words[::2], words[1::2], strict=True):
        totals[surname] = totals.get(surname, 0) + int(weight)
    return totals


SURNAMES: dict[str, int] = _weights(_SINGLE) | _weights(_COMPOUND)
