"""How surnames and given names are read: the readings that a general dictionary gets wrong or leaves open.

Only characters that occur in names with more than one reading are listed; elsewhere the first reading holds.
"""

from __future__ import annotations

SURNAME_READINGS: dict[str, tuple[str, ...]] = {
    surname: tuple(readings.split("/"))
    for surname, readings in (
        pair.split(":")
        for pair in (
            "单:shan 仇:qiu 解:xie 曾:zeng 区:ou 查:zha 任:ren 华:hua 盖:ge/gai 乐:yue/le 朴:piao/pu 缪:miao "
            "宓:mi/fu 种:chong 员:yun 繁:po 冼:xian 洗:xian 翟:zhai/di 隗:wei/kui 折:she 黑:he/hei 秘:bi 召:shao "
            "幺:yao 么:yao 牟:mu/mou 覃:qin/tan 车:che 阚:kan 谌:chen/shen 郗:xi/chi 纪:ji 宁:ning 甯:ning 祭:zhai/ji "
            "逄:pang 柏:bai/bo 卜:bu 万:wan 宿:su 石:shi 葛:ge 强:qiang 燕:yan 应:ying 於:yu 贾:jia 曲:qu 沈:shen "
            "佴:nai 亓:qi 昝:zan 郇:xun/huan 相:xiang 那:na 句:gou/ju 钭:tou 费:fei/bi 仉:zhang 尉:wei/yu 晟:cheng "
            "薄:bo 谷:gu 藏:zang 臧:zang 过:guo 哈:ha 奇:qi 盛:sheng 洪:hong 重:chong 长:chang 都:du 尹:yin 芮:rui "
            "靳:jin 戚:qi 佘:she 厍:she 刁:diao 邰:tai 邸:di 郄:qie 郤:xi 郜:gao 郏:jia 贲:ben 卞:bian 丌:ji "
            "佟:tong 侴:chou 乜:nie 妫:gui 撒:sa 撖:han 敖:ao 昌:chang 朝:chao 桓:huan 樊:fan 殷:yin 晏:yan 景:jing "
            "褚:chu 訾:zi 谯:qiao 赵:zhao 适:kuo 郝:hao 郦:li 郭:guo 鄢:yan 铁:tie 闵:min 阙:que 隽:juan/jun 靖:jing "
            "颉:xie/jie 麴:qu 麻:ma 黎:li 暴:bao 褒:bao 呙:guo 厉:li 厘:li 宕:dang 少:shao 尧:yao 弥:mi 揭:jie 格:ge "
            "会:gui 阿:a 陆:lu 六:lu 干:gan 车:che 和:he 称:cheng 不:biao/bu 俞:yu 余:yu 佘:she 粘:nian 粟:su 牛:niu "
            "晁:chao 瞿:qu 瞿:qu 钊:zhao 生:sheng 眭:sui 睢:sui 占:zhan 轧:ya 肖:xiao 信:xin 行:xing 叶:ye 弗:fu 尕:ga"
        ).split()
    )
}

COMPOUND_SURNAMES: dict[str, str] = dict(
    pair.split(":")
    for pair in (
        "欧阳:ou-yang 太史:tai-shi 端木:duan-mu 上官:shang-guan 司马:si-ma 东方:dong-fang 独孤:du-gu 南宫:nan-gong "
        "万俟:mo-qi 闻人:wen-ren 夏侯:xia-hou 诸葛:zhu-ge 尉迟:yu-chi 公羊:gong-yang 赫连:he-lian 澹台:tan-tai "
        "皇甫:huang-fu 宗政:zong-zheng 濮阳:pu-yang 公冶:gong-ye 太叔:tai-shu 申屠:shen-tu 公孙:gong-sun "
        "慕容:mu-rong 仲孙:zhong-sun 钟离:zhong-li 长孙:zhang-sun 宇文:yu-wen 司徒:si-tu 鲜于:xian-yu 司空:si-kong "
        "闾丘:lv-qiu 子车:zi-ju 亓官:qi-guan 司寇:si-kou 巫马:wu-ma 公西:gong-xi 颛孙:zhuan-sun 漆雕:qi-diao "
        "乐正:yue-zheng 宰父:zai-fu 谷梁:gu-liang 拓跋:tuo-ba 夹谷:jia-gu 轩辕:xuan-yuan 令狐:ling-hu 段干:duan-gan "
        "百里:bai-li 呼延:hu-yan 东郭:dong-guo 南门:nan-men 羊舌:yang-she 微生:wei-sheng 梁丘:liang-qiu "
        "左丘:zuo-qiu 西门:xi-men 第五:di-wu 南荣:nan-rong 达奚:da-xi 褚师:chu-shi 仲长:zhong-chang 纳兰:na-lan "
        "叶赫:ye-he 爱新:ai-xin 东里:dong-li 即墨:ji-mo 哥舒:ge-shu 贺兰:he-lan 耶律:ye-lv 完颜:wan-yan 富察:fu-cha"
    ).split()
)

NAME_READINGS: dict[str, tuple[str, ...]] = {
    letter: tuple(readings.split("/"))
    for letter, readings in (
        pair.split(":")
        for pair in (
            "乐:le/yue 长:chang/zhang 行:xing/hang 重:chong/zhong 朝:chao/zhao 曾:zeng/ceng 盛:sheng 传:chuan/zhuan "
            "单:dan/shan 参:can/shen 茜:qian/xi 蔚:wei/yu 晟:sheng/cheng 娜:na/nuo 柏:bai/bo 车:che 会:hui 率:shuai "
            "强:qiang 曲:qu 和:he 宿:su 藏:zang/cang 莞:guan/wan 济:ji 俞:yu 莎:sha/suo 芸:yun 尉:wei/yu 调:diao/tiao "
            "靓:liang/jing 石:shi 大:da 南:nan 春:chun 金:jin 贞:zhen 英:ying 华:hua 都:du/dou 隽:juan/jun 颉:jie/xie "
            "翟:zhai/di 覃:qin/tan 朴:pu/piao 弹:tan/dan 中:zhong 仔:zai/zi 佛:fo/fu 伽:jia/qie 俊:jun 畜:xu/chu "
            "提:ti 什:shi 卡:ka 克:ke 买:mai 丽:li 尔:er 阿:a 依:yi 拉:la 玛:ma 哈:ha 麦:mai 塔:ta 扎:zha 巴:ba "
            "格:ge 桑:sang 次:ci 仁:ren 吉:ji 措:cuo 旺:wang 堆:dui 还:huan/hai 兴:xing 尽:jin 凤:feng 应:ying 干:gan "
            "亲:qin 奇:qi 宁:ning 将:jiang 少:shao 广:guang 度:du 当:dang 弘:hong 昌:chang 星:xing 晓:xiao 更:geng "
            "服:fu 术:shu 胜:sheng 荣:rong 祥:xiang 种:zhong 秀:xiu 红:hong 结:jie 缪:miao 胖:pang 脱:tuo 艾:ai "
            "茄:qie 落:luo 解:jie/xie 适:shi 降:jiang/xiang 陆:lu 雪:xue 风:feng 鲜:xian 圣:sheng 霞:xia 洋:yang "
            "俟:qi/si 圩:wei/xu 宓:mi/fu 轧:ya/zha 纪:ji 芥:jie 茗:ming 峙:zhi 琛:chen 瑢:rong 婷:ting 殷:yin"
        ).split()
    )
}
