"""What the reports add to the rows of the bureau's lists.  Tables; nothing else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CountyNote:
    """A county's folder and how it leads its teams, with the report that says so."""

    folder: str
    name: str
    tier_scheme: str = "NOT_STATED"
    coverage_target: str = "NOT_STATED"
    source: str = ""
    quote: str = ""


COUNTIES = (
    CountyNote("yixian", "义县", "THREE_TIER", "NOT_STATED", "ln-daily-20201112",
               "从而形成党工委、党支部、党小组三级组织管理体系"),
    CountyNote("xiahe", "夏河县", "NOT_STATED", "ALL_VILLAGES", "gannan-daily-20180918", "实现了驻村帮扶力量全覆盖"),
    CountyNote("liuyang", "浏阳市"),
    CountyNote("mengcun", "孟村回族自治县", "OFFICE", "LISTED_VILLAGES", "hebei-news-20181121",
               "进驻全县50个贫困村,开展新一年驻村工作"),
    CountyNote("lingshan", "灵山县"),
    CountyNote("pubei", "浦北县", "SQUAD", "NOT_STATED", "bagui-20180910", "浦北县白石水镇工作分队长庄开宏"),
    CountyNote("qinnan", "钦南区"),
    CountyNote("qinbei", "钦北区"),
    CountyNote("kaiyuan", "开原市"),
)

PROVINCES = {
    "辽宁省": "PROVINCE", "甘肃省": "PROVINCE", "湖南省": "PROVINCE", "河北省": "PROVINCE",
    "广西壮族自治区": "AUTONOMOUS_REGION",
}
PREFECTURE_KINDS = {
    "锦州市": "PREFECTURE_CITY", "甘南藏族自治州": "AUTONOMOUS_PREFECTURE", "长沙市": "PREFECTURE_CITY",
    "沧州市": "PREFECTURE_CITY", "钦州市": "PREFECTURE_CITY", "铁岭市": "PREFECTURE_CITY",
}

NOTES = {
    "210727105236": {
        "aliases": "孙桥屯村", "basis": "INFERRED",
        "basisReason": "The village is the bureau's; that the printed 孙桥屯村 is 孙柏屯村 is concluded: "
                       "九道岭镇 has no village of the printed name and one that differs in one character.",
        "source": "nbs-2023|ln-daily-20201112", "quote": "孙柏屯村民委员会|义县九道岭镇孙桥屯村第一书记龚鑫",
        "confidence": "HIGH|MEDIUM",
    },
    "130930102204": {
        "aliases": "卜寨村", "basis": "INFERRED",
        "basisReason": "The village is the bureau's; that the printed 卜寨村 is 卜宅村 is concluded: "
                       "辛店镇 has no village of the printed name and one that differs in one character.",
        "source": "nbs-2023|hebei-news-20181121", "quote": "卜宅村民委员会|孟村辛店镇卜寨村驻村工作队",
        "confidence": "HIGH|MEDIUM",
    },
    "130930200202": {
        "households": "690", "source": "nbs-2023|hebei-news-20181121",
        "quote": "东姜官屯村民委员会|宋庄子乡东姜官屯村全村居民690户", "confidence": "HIGH|HIGH",
    },
    "430181120": {
        "aliases": "龙符镇", "basis": "INFERRED",
        "basisReason": "The town is the bureau's; that the printed 龙符镇 is 龙伏镇 is concluded: "
                       "it is the town that has 石柱峰村.",
        "source": "nbs-2023|changsha-e-wanjie", "quote": "龙伏镇|湖南省浏阳市龙符镇石柱峰景区",
        "confidence": "HIGH|LOW",
    },
}
