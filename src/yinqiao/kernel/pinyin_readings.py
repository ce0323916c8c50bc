"""How surnames and given names are read: the readings that a general dictionary gets wrong or leaves open.

Only characters that occur in names with a reading of their own are listed; elsewhere the first reading holds.
"""

from __future__ import annotations


def _table(listed: str) -> dict[str, tuple[str, ...]]:
    pairs = (entry.split(":") for entry in listed.split())
    return {written: tuple(readings.split("/")) for written, readings in pairs}


SURNAME_READINGS = _table(
    """
    单:shan 仇:qiu 解:xie 曾:zeng 区:ou 查:zha 盖:ge/gai 乐:yue/le 朴:piao/pu 缪:miao 宓:mi/fu 种:chong 员:yun 繁:po
    洗:xian 翟:zhai/di 隗:wei/kui 折:she 黑:he/hei 秘:bi 召:shao 么:yao 牟:mu/mou 覃:qin/tan 阚:kan 谌:chen/shen
    郗:xi/chi 祭:zhai/ji 柏:bai/bo 卜:bu 佴:nai 郇:xun/huan 句:gou/ju 费:fei/bi 尉:wei/yu 薄:bo 藏:zang 重:chong
    长:chang 都:du 乜:nie 适:kuo 隽:juan/jun 颉:xie/jie 会:gui 六:lu 不:biao/bu 粘:nian 晟:cheng 朝:chao 轧:ya 行:xing
    """
)

COMPOUND_SURNAMES = _table(
    """
    欧阳:ou/yang 太史:tai/shi 端木:duan/mu 上官:shang/guan 司马:si/ma 东方:dong/fang 独孤:du/gu 南宫:nan/gong 万俟:mo/qi
    闻人:wen/ren 夏侯:xia/hou 诸葛:zhu/ge 尉迟:yu/chi 公羊:gong/yang 赫连:he/lian 澹台:tan/tai 皇甫:huang/fu 宗政:zong/zheng
    濮阳:pu/yang 公冶:gong/ye 太叔:tai/shu 申屠:shen/tu 公孙:gong/sun 慕容:mu/rong 仲孙:zhong/sun 钟离:zhong/li
    长孙:zhang/sun 宇文:yu/wen 司徒:si/tu 鲜于:xian/yu 司空:si/kong 闾丘:lv/qiu 子车:zi/ju 亓官:qi/guan 司寇:si/kou 巫马:wu/ma
    公西:gong/xi 颛孙:zhuan/sun 漆雕:qi/diao 乐正:yue/zheng 宰父:zai/fu 谷梁:gu/liang 拓跋:tuo/ba 夹谷:jia/gu 轩辕:xuan/yuan
    令狐:ling/hu 段干:duan/gan 百里:bai/li 呼延:hu/yan 东郭:dong/guo 南门:nan/men 羊舌:yang/she 微生:wei/sheng 梁丘:liang/qiu
    左丘:zuo/qiu 西门:xi/men 第五:di/wu 南荣:nan/rong 达奚:da/xi 褚师:chu/shi 仲长:zhong/chang 纳兰:na/lan 叶赫:ye/he
    爱新:ai/xin 东里:dong/li 即墨:ji/mo 哥舒:ge/shu 贺兰:he/lan 耶律:ye/lv 完颜:wan/yan 富察:fu/cha
    """
)
"""Each compound surname with its two syllables."""

NAME_READINGS = _table(
    """
    乐:le/yue 长:chang/zhang 行:xing/hang 重:chong/zhong 朝:chao/zhao 曾:zeng/ceng 传:chuan/zhuan 单:dan/shan
    参:can/shen 茜:qian/xi 蔚:wei/yu 晟:sheng/cheng 娜:na/nuo 柏:bai/bo 率:shuai 藏:zang/cang 莞:guan/wan 莎:sha/suo
    尉:wei/yu 调:diao/tiao 靓:liang/jing 都:du/dou 隽:juan/jun 颉:jie/xie 翟:zhai/di 覃:qin/tan 朴:pu/piao 弹:tan/dan
    仔:zai/zi 佛:fo/fu 伽:jia/qie 畜:xu/chu 什:shi 还:huan/hai 缪:miao 茄:qie 解:jie/xie 降:jiang/xiang 俟:qi/si
    圩:wei/xu 宓:mi/fu 轧:ya/zha
    """
)
