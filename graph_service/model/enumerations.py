"""The closed lists of values, each value named in English and Chinese.  A table; nothing else."""

from collections.abc import Iterable

from graph_service.model.graph import Enumeration, Label, Value, Words


def _listed(name: str, en: str, zh: str, values: str, public: dict[str, str] | None = None) -> Enumeration:
    """`values` holds one value a line: NAME, English, Chinese, parted by `|`."""
    rows = [[part.strip() for part in line.split("|")] for line in values.strip().splitlines()]
    hidden = public or {}
    return Enumeration(
        name, Words(en, zh), tuple(Value(code, Words(*said), hidden.get(code)) for code, *said in rows)
    )


ENUMERATIONS = (
    _listed("Basis", "On what a fact rests.", "事实的依据。", """
        STATED | Stated in a source | 来源载明
        COUNTED | Counted from stated facts | 据载明事实统计
        INFERRED | Concluded, with the reason | 推断（附理由）
        GENERATED | Example data | 示例数据
    """),
    _listed("Grain", "How exact a date is.", "日期精度。", """
        DAY | Day | 日
        MONTH | Month | 月
        YEAR | Year | 年
        ATTESTED | Known to hold on that day, begun no one knows when | 当日在任，起始未知
    """),
    _listed("Confidence", "How far a source is to be trusted here.", "来源可信度。", """
        HIGH | High | 高
        MEDIUM | Medium | 中
        LOW | Low | 低
    """),
    _listed("Holding", "How a post is filled; not recorded is not vacant.", "岗位任职状态；未登记不等于空缺。", """
        HELD | Held | 在任
        VACANT | Vacant | 空缺
        NOT_RECORDED | Not recorded | 未登记
    """),
    _listed("TierScheme", "How a county leads its teams.", "县的驻村工作管理层级。", """
        THREE_TIER | Three tiers: committee, branch, group | 党工委、党支部、党小组三级
        OFFICE | An office leads the teams | 办公室统管
        SQUAD | Township squads lead the teams | 乡镇工作分队
        NOT_STATED | Not stated | 未载明
    """),
    _listed("CoverageTarget", "Which villages were promised a team.", "派驻覆盖目标。", """
        ALL_VILLAGES | All villages | 全部行政村
        LISTED_VILLAGES | Listed villages | 列明的村
        NOT_STATED | Not stated | 未载明
    """),
    _listed("DivisionKind", "Kinds of administrative division.", "行政区划类别。", """
        PROVINCE | Province | 省
        AUTONOMOUS_REGION | Autonomous region | 自治区
        PREFECTURE_CITY | Prefecture-level city | 地级市
        AUTONOMOUS_PREFECTURE | Autonomous prefecture | 自治州
        COUNTY | County | 县
        COUNTY_CITY | County-level city | 县级市
        DISTRICT | District | 市辖区
        AUTONOMOUS_COUNTY | Autonomous county | 自治县
        TOWN | Town | 镇
        TOWNSHIP | Township | 乡
        ETHNIC_TOWNSHIP | Ethnic township | 民族乡
        SUBDISTRICT | Subdistrict | 街道
        VILLAGE | Administrative village | 行政村
        COMMUNITY | Community | 社区
    """),
    _listed("Level", "Administrative level.", "行政层级。", """
        CENTRAL | Central | 中央
        PROVINCE | Provincial | 省级
        CITY | City | 市级
        COUNTY | County | 县级
        TOWNSHIP | Township | 乡镇级
        VILLAGE | Village | 村级
    """),
    _listed("CommitteeKind", "Kinds of top body.", "顶层机构类别。", """
        WORKING_COMMITTEE | Party working committee | 党工委
        LEADING_GROUP | Leading group | 领导小组
    """),
    _listed("EnterpriseKind", "Kinds of enterprise.", "经营主体类别。", """
        COOPERATIVE | Cooperative | 合作社
        COMPANY | Company | 公司
        PARK | Industrial park | 产业园
    """),
    _listed("ProjectKind", "Kinds of project.", "项目类别。", """
        VILLAGE | Single-village project | 单村项目
        JOINT | Joint project | 联建项目
        ENCLAVE | Enclave project | 飞地项目
        PLATFORM | Platform | 平台
        HUB | Hub with spokes | 中心带动
    """),
    _listed("UnitKind", "Kinds of unit.", "单位类别。", """
        PARTY_COMMITTEE | Party committee | 党委
        PARTY_ORGAN | Party organ | 党委部门
        GOVERNMENT | Government | 政府
        GOVERNMENT_DEPARTMENT | Government department | 政府部门
        MASS_ORGANIZATION | Mass organization | 群团组织
        INSTITUTION | Public institution | 事业单位
        SCHOOL | School | 学校
        ENTERPRISE | Enterprise | 企业
    """),
    _listed("Role", "What a post is in its body.", "岗位角色。", """
        SECRETARY | Secretary | 书记
        DEPUTY_SECRETARY | Deputy secretary | 副书记
        MEMBER | Committee member | 委员
        DIRECTOR | Director | 主任
        HEAD | Head | 正职
        DEPUTY_HEAD | Deputy head | 副职
        FIRST_SECRETARY | First secretary | 驻村第一书记
        TEAM_LEADER | Team leader | 工作队队长
        DEPUTY_TEAM_LEADER | Deputy team leader | 工作队副队长
        TEAM_MEMBER | Team member | 工作队员
        GROUP_LEADER | Party group leader | 党小组组长
        SQUAD_LEADER | Squad leader | 工作分队长
        OTHER | Other | 其他
    """),
    _listed("Capacity", "In what capacity a post is held.", "任职方式。", """
        FULL | Full post | 实职
        TEMPORARY | Temporary post | 挂职
    """),
    _listed("StartReason", "Why a service or a holding began.", "开始原因。", """
        NEW | Newly posted | 新派
        RETAINED | Retained | 留任
        ROTATED | Rotated in | 轮换到任
        ELECTED | Elected | 当选
        EX_OFFICIO | Goes with another post | 随任
    """),
    _listed("EndReason", "Why a service or a holding ended.", "结束原因。", """
        TERM_ENDED | Term ended | 任期届满
        ROTATED | Rotated out | 轮换离任
        PROMOTED | Promoted | 提任
        RECALLED | Recalled | 召回
        DISCIPLINED | Disciplined | 组织处理
        LEFT | Left | 离任
    """, {"RECALLED": "LEFT", "DISCIPLINED": "LEFT"}),
    _listed("PartyStanding", "Standing in the Party.", "党员身份。", """
        FULL | Full member | 正式党员
        PROBATIONARY | Probationary member | 预备党员
        NONE | Not a member | 非党员
    """),
    _listed("Gender", "Gender, where a roster records it.", "性别（名册登记）。", """
        FEMALE | Female | 女
        MALE | Male | 男
    """),
    _listed("Purpose", "What a coordination link is for.", "协调事项。", """
        POLICY | Policy support | 政策支持
        APPROVAL | Administrative approval | 行政审批
        ORGANIZATION | Organization building | 组织建设
        SURVEY | Survey of the people's situation | 民情调查
        MEDIATION | Mediation of disputes | 纠纷化解
    """),
    _listed("ProjectStatus", "How far a project is.", "项目状态。", """
        PLANNED | Planned | 筹划
        RUNNING | Running | 运行
        ENDED | Ended | 结束
    """),
    _listed("Duty", "What a participant does in a project.", "项目分工。", """
        LEAD | Leads | 主导
        OPERATION | Runs production | 生产经营
        TECHNIQUE | Gives technique | 技术指导
        SALES | Sells | 产品销售
        FUNDING | Gives funds | 资金
        STAFFING | Provides staff | 人员
        INVESTMENT | Invests | 投资
        SITE | Gives the site | 选址
        HUB | Is the hub | 中心
        SPOKE | Is a spoke | 带动点
    """),
    _listed("Bound", "How a stated figure bounds the true one.", "数值口径。", """
        EXACT | Exactly | 确数
        AT_LEAST | At least | 不少于
        MORE_THAN | More than | 超过
        ABOUT | About | 约
        NEARLY | Nearly | 近
    """),
    _listed("Field", "Fields of work: one list, so that a need can be met.", "领域（需求与能力同一清单）。", """
        AGRICULTURE | Agriculture | 农业
        LIVESTOCK | Livestock | 畜牧
        PROCESSING | Processing | 加工
        INDUSTRY | Industry | 工业
        COMMERCE | Commerce | 商贸
        TOURISM | Tourism | 旅游
        WATER | Water | 水利
        CONSTRUCTION | Construction | 建设
        EDUCATION | Education | 教育
        HEALTH | Health | 卫生
        CULTURE | Culture | 文化
        PARTY_BUILDING | Party building | 党建
        LAW | Law | 法律
        FINANCE | Finance | 金融
        OTHER | Other | 其他
    """),
    _listed("Direction", "Which way an order runs; missing values come last.", "排序方向（缺失值总在最后）。", """
        ASC | Ascending | 升序
        DESC | Descending | 降序
    """),
)


def label_enumeration(labels: Iterable[Label]) -> Enumeration:
    """The enumeration Label, made from the labels themselves."""
    values = tuple(Value(label.constant, label.title) for label in labels)
    return Enumeration("Label", Words("Kinds of node.", "节点类别。"), values)
