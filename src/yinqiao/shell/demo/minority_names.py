"""Ethnic groups of the demo city and the transliterated names of those who write them with a middle dot."""

from __future__ import annotations

# GB/T 3304 codes with their share in ten thousand; the province's own groups come first.
ETHNIC_SHARES: dict[str, int] = {
    "01": 9500,
    "15": 200,
    "06": 110,
    "12": 45,
    "13": 50,
    "03": 38,
    "11": 22,
    "08": 12,
    "05": 9,
    "02": 5,
    "04": 4,
    "14": 3,
    "17": 2,
}

UYGHUR_MALE = (
    "买买提 艾合买提 阿卜杜拉 吐尔逊 玉素甫 艾力 依明 库尔班 肉孜 尼亚孜 卡德尔 热合曼 麦麦提 托合提 阿迪力 帕尔哈提 "
    "努尔买买提 阿卜杜热合曼 阿卜杜克里木 阿布都热西提 木合塔尔 赛买提 伊布拉音 斯拉木江 阿不都外力 "
    "努尔艾合买提 阿卜杜热依木江 阿卜杜热合曼江"
).split()
UYGHUR_FEMALE = (
    "阿依古丽 古丽娜尔 帕提古丽 热依拉 阿依努尔 祖丽菲亚 茹仙古丽 麦尔耶姆 古丽巴哈尔 海丽且姆 帕夏古丽 哈丽旦 "
    "阿米娜 吐尔逊古丽 佐热古丽 再乃普 图尔荪阿依 米克热依古丽"
).split()
KAZAKH_MALE = "叶尔兰 哈孜别克 努尔兰 巴合提 木拉提别克 赛力克 阿依丁 胡安别克 革命别克".split()
KAZAKH_FEMALE = "古丽扎提 阿依古丽 娜孜古丽 哈丽亚 加娜尔 沙吾列 巴合提古丽".split()
MONGOL_MALE = "巴特尔 格日勒图 布和 朝鲁 苏和 孟克巴图 额尔德尼 宝音德力格尔 乌力吉 哈斯巴根".split()
MONGOL_FEMALE = "其其格 娜仁花 萨仁高娃 乌云塔娜 斯琴高娃 托娅 乌兰图雅 敖登格日乐".split()
TIBETAN_MALE = "扎西多吉 次仁顿珠 索朗旺堆 丹增 洛桑扎西 平措旺杰 格桑罗布".split()
TIBETAN_FEMALE = "卓玛 央金 次仁拉姆 白玛措 德吉卓嘎 格桑梅朵 仓决".split()

# (male given names, female given names, whether a dot and a father's name follow)
TRANSLITERATED: dict[str, tuple[list[str], list[str], bool]] = {
    "05": (UYGHUR_MALE, UYGHUR_FEMALE, True),
    "17": (KAZAKH_MALE, KAZAKH_FEMALE, True),
    "02": (MONGOL_MALE, MONGOL_FEMALE, False),
    "04": (TIBETAN_MALE, TIBETAN_FEMALE, False),
}

LONGEST_NAME = 15
