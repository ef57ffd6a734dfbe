"""Every label with its own properties.  A table; what all nodes share stands in `shared`."""

from graph_service.model.graph import Derived, Kind, Label, Privacy, Property
from graph_service.model.shared import words

_CODE = Property("code", Kind.CODE, words("Code | 统计用区划代码"), words(
    "Division code of the National Bureau of Statistics; null where no list has the place. | "
    "国家统计局统计用区划代码；无从查考者为空。"),
    unique=True)
_DIVISION = (
    _CODE,
    Property("mcaCode", Kind.CODE, words("Civil affairs code | 民政代码"), words(
        "Code of the Ministry of Civil Affairs, where it is known. | 民政部行政区划代码（已知时）。")),
    Property("divisionKind", Kind.CHOICE, words("Division kind | 区划类别"), words(
        "What kind of division it is. | 行政区划的类别。"), enumeration="DivisionKind", required=True),
)
_BRAND = Property("brand", Kind.TEXT, words("Brand | 品牌"), words("Brand it is sold under. | 销售所用品牌。"))
_LEVEL = Property("level", Kind.CHOICE, words("Level | 层级"), words(
    "Administrative level of the unit. | 单位的行政层级。"), enumeration="Level")
_HOLDING = Derived("holding", Kind.CHOICE, words("Holding | 任职状态"), words(
    "Held, vacant or not recorded on the day; a post not in force is not recorded. | "
    "当日在任、空缺或未登记；已撤销的岗位为未登记。"),
    enumeration="Holding")

LABELS = (
    Label("Province", "pr", "provinces", words("Province | 省级行政区"), words(
        "Province or autonomous region. | 省、自治区。"), _DIVISION, order="code"),
    Label("Prefecture", "pf", "prefectures", words("Prefecture | 地级行政区"), words(
        "Prefecture-level city or autonomous prefecture. | 地级市、自治州。"), _DIVISION, order="code"),
    Label("County", "co", "counties", words("County | 县级行政区"), words(
        "County, county-level city, district or autonomous county. | 县、县级市、市辖区、自治县。"), (
        *_DIVISION,
        Property("tierScheme", Kind.CHOICE, words("Tier scheme | 管理层级"), words(
            "How the county leads its teams. | 该县驻村工作的管理层级。"), enumeration="TierScheme", required=True),
        Property("coverageTarget", Kind.CHOICE, words("Coverage target | 派驻覆盖目标"), words(
            "Which villages were promised a team. | "
            "承诺派驻工作队的村的范围。"), enumeration="CoverageTarget", required=True),
    ), order="code"),
    Label("Township", "to", "townships", words("Township | 乡级行政区"), words(
        "Town, township, ethnic township or subdistrict. | 镇、乡、民族乡、街道。"), (
        *_DIVISION,
        Property("agricultural", Kind.FLAG, words("Agricultural | 涉农"), words(
            "Whether it has villages to post teams to. | 是否涉农乡镇。")),
    ), order="code"),
    Label("Village", "vi", "villages", words("Village | 村（社区）"), words(
        "Administrative village or community. | 行政村或社区。"), (
        *_DIVISION,
        Property("households", Kind.WHOLE, words("Households | 户数"), words(
            "Registered households. | 在册户数。"), unit="household"),
        Property("needs", Kind.CHOICE, words("Needs | 需求"), words(
            "Fields in which the village declares a need. | 村申报的需求领域。"), many=True, enumeration="Field"),
    ), order="code"),
    Label("VillageClass", "vc", "villageClasses", words("Village class | 村类别"), words(
        "A class by which villages are sorted. | 村的分类。")),
    Label("WorkingCommittee", "wc", "workingCommittees", words("Party working committee | 驻村工作党工委"), words(
        "The top tier: leads all township branches of its county. | 顶层：领导全县各乡镇驻村工作党支部。"), (
        Property("committeeKind", Kind.CHOICE, words("Committee kind | 机构类别"), words(
            "Working committee or leading group. | 党工委或领导小组。"), enumeration="CommitteeKind", required=True),
    ), dated=True, home=("county",)),
    Label("CommitteeOffice", "of", "committeeOffices", words("Committee office | 党工委办公室"), words(
        "Working organ of a committee; not a tier. | "
        "党工委的工作机构，不是层级。"), dated=True, home=("committee", "host")),
    Label("GuidanceStation", "gs", "guidanceStations", words("Guidance station | 基层党建指导站"), words(
        "Guides and supervises branches by area; not a tier. | 按片区指导监督，不是层级。"), (
        Property("area", Kind.TEXT, words("Area | 片区"), words("Name of the area. | 片区名称。")),
    ), dated=True, home=("committee",)),
    Label("TownshipBranch", "tb", "townshipBranches", words("Township branch | 乡镇驻村工作党支部"), words(
        "The middle tier: leads the team groups of its township. | 中间层：领导本乡镇各驻村工作队党小组。"),
        dated=True, home=("township",)),
    Label("TeamGroup", "tg", "teamGroups", words("Team group | 驻村工作队党小组"), words(
        "A work team and its party group, one node for both: the lowest tier. | "
        "驻村工作队及其党小组（一队一组）：最低层。"), (
        Property("dispatchLevel", Kind.CHOICE, words("Dispatch level | 派出层级"), words(
            "Level of the units that sent the team. | 派出单位的层级。"), enumeration="Level"),
    ), dated=True, home=("branch", "villages")),
    Label("VillageBranch", "vb", "villageBranches", words("Village branch | 村党支部"), words(
        "The village's own party branch, counterpart of a team; not a tier. | 村党组织，工作队的对口组织，不是层级。"),
        dated=True, home=("village",)),
    Label("Unit", "un", "units", words("Unit | 单位"), words(
        "Any body outside the tiers; one that sends or backs is a sponsoring unit. | "
        "层级之外的单位；派出或帮扶者即派出单位。"), (
        Property("unitKind", Kind.CHOICE, words("Unit kind | 单位类别"), words(
            "What kind of body it is. | 单位的类别。"), enumeration="UnitKind", required=True),
        _LEVEL,
        Property("sector", Kind.CHOICE, words("Sector | 行业"), words(
            "The field it works in. | 所属领域。"), enumeration="Field"),
        Property("capabilities", Kind.CHOICE, words("Capabilities | 能力"), words(
            "Fields in which it can help. | 可提供帮助的领域。"), many=True, enumeration="Field"),
    ), home=("division",)),
    Label("Post", "po", "posts", words("Post | 岗位"), words(
        "A seat that exists though unfilled. | 岗位（无人任职时仍存在）。"), (
        Property("role", Kind.CHOICE, words("Role | 角色"), words(
            "What the post is in its body. | 岗位在其机构中的角色。"), enumeration="Role", required=True),
        Property("rank", Kind.WHOLE, words("Rank | 位次"), words(
            "Place in its body, 1 first. | 在机构中的位次，1 为首。"), required=True),
    ), (_HOLDING,), dated=True, home=("body",), order="rank"),
    Label("Cadre", "ca", "cadres", words("Cadre | 干部"), words(
        "A stationed cadre, or one who holds another post. | 驻村干部及担任其他岗位的干部。"), (
        Property("gender", Kind.CHOICE, words("Gender | 性别"), words(
            "As a roster records it. | 名册所登记的性别。"), enumeration="Gender"),
        Property("partyStanding", Kind.CHOICE, words("Party standing | 党员身份"), words(
            "Full, probationary, or none. | 正式、预备或非党员。"), enumeration="PartyStanding"),
        Property("homePosition", Kind.TEXT, words("Home position | 原单位职务"), words(
            "Position at the sponsoring unit. | 在派出单位的职务。")),
        Property("skills", Kind.CHOICE, words("Skills | 特长"), words(
            "Fields of skill. | 技术特长领域。"), many=True, enumeration="Field"),
        Property("phone", Kind.TEXT, words("Phone | 联系电话"), words(
            "Telephone number. | 联系电话。"), privacy=Privacy.PERSONAL),
        Property("idNumber", Kind.TEXT, words("Id number | 证件号码"), words(
            "Number of the identity document. | 身份证件号码。"), privacy=Privacy.PERSONAL),
    ), home=("team", "posts", "liaisedGroups", "sponsor")),
    Label("Project", "pj", "projects", words("Project | 项目"), words(
        "Something that villages, teams and units do together or alone. | 村、工作队、单位共同或单独开展的项目。"), (
        Property("projectKind", Kind.CHOICE, words("Project kind | 项目类别"), words(
            "What kind of project it is. | 项目的类别。"), enumeration="ProjectKind", required=True),
        Property("industry", Kind.CHOICE, words("Industry | 产业"), words(
            "The field it works in. | 产业领域。"), enumeration="Field"),
        Property("status", Kind.CHOICE, words("Status | 状态"), words(
            "How far it is. | 项目进展。"), enumeration="ProjectStatus"),
        _BRAND,
        Property("investment", Kind.LONG, words("Investment | 投资额"), words(
            "Total investment. | 总投资。"), unit="yuan"),
        Property("jointStated", Kind.FLAG, words("Stated to be joint | 载明联建"), words(
            "Whether a source says that several take part. | 来源是否载明多方共建。")),
        Property("statedParticipantKind", Kind.CHOICE, words("Stated kind of participants | 载明的参与方类型"), words(
            "What the stated participants are. | 来源载明的参与方类型。"), enumeration="Label"),
        Property("statedParticipantCount", Kind.WHOLE, words("Stated participants | 载明的参与数"), words(
            "How many a source says take part. | 来源载明的参与数。")),
        Property("statedParticipantWords", Kind.TEXT, words("Stated participants in words | 参与方原文"), words(
            "How the source puts it where it gives no number. | 来源无数字时的原文表述。")),
        Property("statedNamedCount", Kind.WHOLE, words("Stated participants named | 载明姓名数"), words(
            "How many of them the source names. | 来源点名的参与数。")),
    ), dated=True, home=("sites", "participants")),
    Label("Product", "pd", "products", words("Product | 农产品"), words(
        "What a project produces. | 项目的产品。"), (_BRAND,), home=("producedBy",)),
    Label("Enterprise", "en", "enterprises", words("Enterprise | 经营主体"), words(
        "Cooperative, company or park. | 合作社、公司或产业园。"), (
        Property("enterpriseKind", Kind.CHOICE, words("Enterprise kind | 经营主体类别"), words(
            "What kind of enterprise it is. | 经营主体的类别。"), enumeration="EnterpriseKind", required=True),
    ), dated=True, home=("location", "founders")),
    Label("Policy", "pl", "policies", words("Policy | 政策文件"), words(
        "A document on which projects rest. | 项目所依据的文件。"), (
        Property("documentNumber", Kind.TEXT, words("Document number | 文号"), words(
            "Number of the document. | 文件编号。")),
    ), home=("issuer",)),
    Label("Indicator", "in", "indicators", words("Indicator | 指标"), words(
        "A declared figure, kept apart from what is counted. | 申报数，与统计数分开。"), (
        Property("measure", Kind.TEXT, words("Measure | 指标口径"), words(
            "What is measured, and in which unit. | 所计内容与单位。"), required=True),
        Property("period", Kind.TEXT, words("Period | 时期"), words(
            "The time it is declared for. | 所属时期。")),
        Property("value", Kind.LONG, words("Value | 数值"), words(
            "The declared figure. | 申报数值。"), required=True),
        Property("bound", Kind.CHOICE, words("Bound | 数值口径"), words(
            "How the figure bounds the true one. | 数值为确数、不少于等。"), enumeration="Bound", required=True),
        Property("baseline", Kind.LONG, words("Baseline | 基数"), words(
            "The figure that it rose or fell from. | 变化前的数值。")),
    ), home=("subject",)),
    Label("Source", "so", "sources", words("Source | 来源"), words(
        "Where a fact comes from. | 事实的来源。"), (
        Property("publisher", Kind.TEXT, words("Publisher | 发布者"), words(
            "Who published it. | 发布者。")),
        Property("date", Kind.DATE, words("Date | 日期"), words(
            "The day it was published, where known. | 发布日期（已知时）。")),
    )),
)
