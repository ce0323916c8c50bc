"""Characters of given names by generation and sex, each list from frequent to seldom, and the rare characters."""

from __future__ import annotations

from enum import IntEnum


class Generation(IntEnum):
    """Fashion of names by year of birth."""

    BEFORE_1950 = 0
    FIFTIES = 1
    SIXTIES = 2
    LATER = 3


# Each entry: first characters, second characters, characters of one-character names.
MALE: dict[Generation, tuple[str, str, str]] = {
    Generation.BEFORE_1950: (
        "德国文世光正云福金永庭家仁玉炳义春树长继绍应启运祖振开崇守维汉子茂元寿其锡克宗发桂延庆兴恒尧舜禹彦璋敦笃邦协济润滋澄鉴钦",
        "生清华明才林元初祥山云发贵成福南松兴安斌山秋泉卿文武根全章喜财荣田辉堂奎普春昌义和坤奇魁",
        "祥瑞福禄寿贵清泉炎林森坤乾恒泰魁",
    ),
    Generation.FIFTIES: (
        "建国新志光立明文爱永春胜卫跃先正福学海长金树和定解德水应友湘秋凯石冬小庆益再启自少双",
        "国华明平生军新民强山林文和成辉武初良根龙球祥清贵云桥意元章田泉其兵安佑如求之雄夫仁中楚湘岳潭冰霖焕炎坚毅恕",
        "平华军强明勇刚伟民毅斌辉武雄健忠",
    ),
    Generation.SIXTIES: (
        "建卫志晓国向红小跃文伟少新铁立永学海东兴湘利拥力先忠胜援宏旭敏剑耀迎炳泽灿革",
        "军东兵辉明强平华斌勇红文彪武刚民林伟良钢波鸣锋宏利忠新群阳前进高党望恩湘求",
        "军勇强斌辉伟刚健波涛峰毅钢锋彪旭敏",
    ),
    Generation.LATER: (
        "志俊文海伟建晓宇小子浩铁鹏凌少思嘉智泽一家旭兴立世光彦景远柏哲昆岩屹珂璐皓峻卓越帆航坤钊",
        "辉军伟峰波斌杰涛鹏强勇超华亮平阳飞林翔健龙毅宁锋宇晖松恺晨铭轩铮",
        "伟波涛磊鹏杰斌超亮峰勇飞翔宇晖浩铭骏",
    ),
}

FEMALE: dict[Generation, tuple[str, str, str]] = {
    Generation.BEFORE_1950: (
        "桂淑秀玉素月凤金兰翠碧菊细菊春冬满银佩莲惠芝运静雪端腊婉友祝喜寿妹梅云香彩若蕴巧妙莺絮绣锦缎珊瑶婵媛娴",
        "英珍兰芳云华贞莲香梅娥秀清姑连元媛仙芝娇容纯君如芬辉秋姣满娣蓉瑜",
        "英珍兰芳贞静华琼瑛莹蓉淑",
    ),
    Generation.FIFTIES: (
        "桂秀爱建玉淑春金月利美菊冬新凤正国友腊雪喜燕湘志彩佩云水先珍素运兰宝翠",
        "英华兰珍芳云莲平香梅秀辉玲娥纯元霞群芝湘君红娟姣清民秋如初芬琴蓉青连",
        "萍霞玲华芳英娟琼敏珍琴燕",
    ),
    Generation.SIXTIES: (
        "小红丽晓建春爱湘秋艳冬海利美玉燕雪卫跃慧静秀金永亚敏文志国彩云平益映伶俐倩影菲荷芹苹茜",
        "红萍英华玲霞芳丽云艳辉燕琼娟平群兰梅香军莉珍纯君娥琳湘敏桃英玉琴伟莎",
        "红萍艳霞玲丽敏燕莉静芳琼娟颖英辉",
    ),
    Generation.LATER: (
        "小晓丽艳海红雪玉春婷思雅佳慧静文美娜蕾诗梦欣子梓若语紫嘉可蓓蔓岚黛霏露甜悦馨",
        "芳燕玲娟霞红艳丽英华莉萍琳婷敏娜颖慧洁倩静梅妮怡琪瑶雯涵桐滢",
        "静芳敏丽艳娜婷莉倩颖洁琳蕾薇瑶雯莹",
    ),
}

# Seldom, yet real: characters of children named by scholars, and those that old character sets lack.
UNUSUAL = "鑫垚淼焱犇羴翀昊晟曌玥珺琰璟祺禛稷笙筠綦翊聿芃芮茜荇荃莨菡葳蕙藜蘅衍裎褀覃詠谌豫赟轲邈郇钰铄钺镕闳阗霁霭韫顼颢飏骞骢鲲鸢麒麟黎龑"
RARE = ("䶮", "㛃", "𬭎", "𫖯", "龘", "㻏", "䴙", "𫍲", "𬀩", "镕")

SHARE_OF_ONE_CHARACTER = {
    Generation.BEFORE_1950: 0.10,
    Generation.FIFTIES: 0.16,
    Generation.SIXTIES: 0.30,
    Generation.LATER: 0.34,
}
