"""Every relationship with the names at both ends.  A table: rows of one type may stand several times."""

from graph_service.model.graph import End, Kind, One, Privacy, Property, Relationship
from graph_service.model.shared import words

ALWAYS, LATEST = One.ALWAYS, One.LATEST
DIVISIONS = ("Province", "Prefecture", "County", "Township", "Village")
TIERS = ("WorkingCommittee", "CommitteeOffice", "GuidanceStation", "TownshipBranch", "TeamGroup", "VillageBranch")
BODIES = (*TIERS, "Unit")
ANY = (
    *DIVISIONS, "VillageClass", *BODIES, "Post", "Cadre", "Project", "Product", "Enterprise", "Policy", "Indicator",
    "Source",
)
POST_PLACES = (*BODIES, "Township", "Village")
CONTACTS = (*BODIES, "Township", "Post", "Cadre")
SUBJECTS = (*BODIES, *DIVISIONS, "Project")
PARTICIPANTS = ("Village", "TeamGroup", "Unit", "Enterprise", "Cadre")

_DUE = Property("dueOn", Kind.DATE, words("Due on | 预计截止"), words(
    "Planned end, apart from the real one. | 计划的截止日，与实际截止分开。"))
_START = Property("startReason", Kind.CHOICE, words("Start reason | 开始原因"), words(
    "Why it began. | 开始的原因。"), enumeration="StartReason")
_END = Property("endReason", Kind.CHOICE, words("End reason | 结束原因"), words(
    "Why it ended. | 结束的原因。"), enumeration="EndReason", privacy=Privacy.RESTRICTED)
_SHARE = Property("share", Kind.WHOLE, words("Share | 份额"), words("Share in the whole. | 所占份额。"), unit="percent")

RELATIONSHIPS = (
    Relationship("WITHIN", "wi", ("Village",), ("Township",),
        End("township", words("Township | 所属乡镇"), ALWAYS), End("villages", words("Villages | 所辖村"), usual=16),
        words("Geography: a village within its township. | 村属于乡镇。"), dated=False, parent=True),
    Relationship("WITHIN", "wi", ("Township",), ("County",),
        End("county", words("County | 所属县"), ALWAYS), End("townships", words("Townships | 所辖乡镇"), usual=18),
        words("Geography: a township within its county. | 乡镇属于县。"), dated=False, parent=True),
    Relationship("WITHIN", "wi", ("County",), ("Prefecture",),
        End("prefecture", words("Prefecture | 所属市州"), ALWAYS), End("counties", words("Counties | 所辖县"), usual=8),
        words("Geography: a county within its prefecture. | 县属于市州。"), dated=False, parent=True),
    Relationship("WITHIN", "wi", ("Prefecture",), ("Province",),
        End("province", words("Province | 所属省"), ALWAYS),
        End("prefectures", words("Prefectures | 所辖市州"), usual=12),
        words("Geography: a prefecture within its province. | 市州属于省。"), dated=False, parent=True),
    Relationship("CLASSED_AS", "cl", ("Village",), ("VillageClass",),
        End("classes", words("Classes | 村类别"), usual=2), End("villages", words("Villages | 该类村"), usual=50),
        words("A village belongs to a class for a time. | 村在一段时间内的类别。")),
    Relationship("REPORTS_TO", "rt", ("TeamGroup",), ("TownshipBranch",),
        End("branch", words("Branch | 所属党支部"), ALWAYS), End("groups", words("Groups | 所辖党小组"), usual=9),
        words("The chain of command, lower half; since the founding of the party group. | "
            "隶属关系（党小组—党支部），自党小组成立起。"),
        parent=True),
    Relationship("REPORTS_TO", "rt", ("TownshipBranch",), ("WorkingCommittee",),
        End("committee", words("Committee | 所属党工委"), ALWAYS),
        End("branches", words("Branches | 所辖党支部"), usual=17),
        words("The chain of command, upper half. | 隶属关系（党支部—党工委）。"), parent=True),
    Relationship("DISPATCHED_BY", "db", ("WorkingCommittee",), ("Unit",),
        End("dispatchedBy", words("Dispatched by | 派出党委"), ALWAYS),
        End("dispatches", words("Dispatches | 派出机构")),
        words("The committee is an organ of the county Party committee; no fourth tier. | "
            "党工委为县委派出机构，不是第四层级。")),
    Relationship("ORGAN_OF", "oo", ("CommitteeOffice",), ("WorkingCommittee",),
        End("committee", words("Committee | 所属党工委"), ALWAYS), End("office", words("Office | 办公室"), ALWAYS),
        words("Working organ of a committee. | 党工委的工作机构。"), parent=True),
    Relationship("ORGAN_OF", "oo", ("GuidanceStation",), ("WorkingCommittee",),
        End("committee", words("Committee | 所属党工委"), ALWAYS), End("stations", words("Stations | 指导站"), usual=4),
        words("Guiding and supervising organ of a committee. | 党工委的指导监督机构。"), parent=True),
    Relationship("HOSTED_BY", "hb", ("CommitteeOffice",), ("Unit",),
        End("host", words("Host | 设在单位"), ALWAYS), End("hostedOffices", words("Hosted offices | 所设办公室")),
        words("An office sits in a unit. | 办公室设在某单位。")),
    Relationship("GUIDES", "gu", ("GuidanceStation",), ("TownshipBranch",),
        End("branches", words("Branches | 包片党支部"), usual=5), End("station", words("Station | 包片指导站"), ALWAYS),
        words("Guidance and supervision by area. | 按片区指导监督。"), parent=True),
    Relationship("BASED_IN", "bi", ("WorkingCommittee",), ("County",),
        End("county", words("County | 所在县"), ALWAYS), End("committee", words("Committee | 驻村工作党工委"), ALWAYS),
        words("A committee's county. | 党工委所在县。"), parent=True),
    Relationship("BASED_IN", "bi", ("TownshipBranch",), ("Township",),
        End("township", words("Township | 所在乡镇"), ALWAYS), End("branch", words("Branch | 驻村工作党支部"), ALWAYS),
        words("A branch's township. | 党支部所在乡镇。"), parent=True),
    Relationship("BASED_IN", "bi", ("VillageBranch",), ("Village",),
        End("village", words("Village | 所在村"), ALWAYS), End("villageBranch", words("Village branch | "
            "村党支部"), ALWAYS),
        words("A village branch's village. | 村党支部所在村。"), parent=True),
    Relationship("BASED_IN", "bi", ("Unit",), DIVISIONS,
        End("division", words("Division | 所在区划"), ALWAYS), End("units", words("Units | 单位"), usual=20),
        words("A unit's division. | 单位所在区划。"), dated=False, parent=True),
    Relationship("STATIONED_IN", "si", ("TeamGroup",), ("Village",),
        End("villages", words("Villages | 所驻村")), End("groups", words("Groups | 驻村工作队")),
        words("Where a team is stationed. | 工作队所驻的村。")),
    Relationship("POST_IN", "pi", ("Post",), POST_PLACES,
        End("body", words("Body | 所属机构"), ALWAYS), End("posts", words("Posts | 岗位"), usual=4),
        words("The body that a post belongs to. | 岗位所属机构。")),
    Relationship("HOLDS", "ho", ("Cadre",), ("Post",),
        End("posts", words("Posts | 所任岗位"), usual=2), End("holder", words("Holder | 任职人"), LATEST),
        words("Who holds a post. | 任职。"), (
        _DUE,
        Property("capacity", Kind.CHOICE, words("Capacity | 任职方式"), words(
            "Full post or temporary. | 实职或挂职。"), enumeration="Capacity"),
        _START, _END)),
    Relationship("ACTS_IN", "ai", ("Cadre",), ("Post",),
        End("actingPosts", words("Acting in | 主持岗位")), End("actingHolder", words("Acting holder | "
            "主持工作人"), LATEST),
        words("Who acts in a post without holding it. | 主持工作、代理。")),
    Relationship("EX_OFFICIO", "eo", ("Post",), ("Post",),
        End("follows", words("Follows | 随任于"), ALWAYS), End("carries", words("Carries | 附带岗位")),
        words("A seat goes with another post's holder. | 席位随另一岗位的任职人。")),
    Relationship("SERVES_IN", "sv", ("Cadre",), ("TeamGroup",),
        End("team", words("Team | 所在工作队"), LATEST), End("members", words("Members | 队员"), usual=4),
        words("Who serves in a team. | 在工作队服务。"), (
        _DUE,
        Property("origin", Kind.CHOICE, words("Origin | 来源层级"), words(
            "Level from which the member came. | 队员的来源层级。"), enumeration="Level"),
        Property("residenceRequired", Kind.FLAG, words("Residence required | 应住村"), words(
            "Whether the member must live in the village. | 是否应住村。")),
        _START, _END)),
    Relationship("SENT_BY", "sb", ("Cadre",), ("Unit",),
        End("sponsor", words("Sponsor | 派出单位"), ALWAYS), End("sentCadres", words("Sent cadres | "
            "派出干部"), usual=10),
        words("On whose behalf a cadre is posted. | 干部的派出单位。")),
    Relationship("PARTY_MEMBER_OF", "pm", ("Cadre",), ("TownshipBranch", "VillageBranch", "Unit"),
        End("partyBranch", words("Party relation | 党组织关系"), ALWAYS),
        End("partyMembers", words("Party members | 党员"), usual=30),
        words("Where the party membership is kept. | 党组织关系所在。"), (
        Property("transferNumber", Kind.TEXT, words("Transfer number | 介绍信编号"), words(
            "Number of the transfer letter. | 组织关系介绍信编号。")),)),
    Relationship("SPONSORS", "sp", ("Unit",), ("TeamGroup",),
        End("sponsoredGroups", words("Sponsored groups | 派出的工作队"), usual=4),
        End("sponsors", words("Sponsors | 派出单位"), usual=2),
        words("A unit sends and backs a team. | 单位派出工作队。")),
    Relationship("SUPPORTS", "su", ("Unit",), ("Village",),
        End("supportedVillages", words("Supported villages | 帮扶村"), usual=4),
        End("supporters", words("Supporters | 帮扶单位")),
        words("A unit backs a village, whoever serves there. | 单位结对帮扶村，人员变动而结对不变。"), (
        Property("field", Kind.CHOICE, words("Field | 帮扶领域"), words(
            "Field of support. | 帮扶的领域。"), enumeration="Field"),)),
    Relationship("IN_CHARGE_OF", "ic", ("Post", "Cadre", "Unit"), ("County", "Township", "Village", "TeamGroup"),
        End("chargedWith", words("Charged with | 所包保"), usual=2),
        End("inCharge", words("In charge | 包保领导、包保部门"), usual=2),
        words("The second line: leaders and departments in charge. | 第二条线：包保。")),
    Relationship("COORDINATES_WITH", "cw", CONTACTS, CONTACTS,
        End("coordinatesWith", words("Coordinates with | 协调联络"), usual=2),
        End("coordinatesWith", words("Coordinates with | 协调联络"), usual=2),
        words("A coordination link outside the chain, read from both sides. | 隶属关系之外的协调联络，双向可读。"), (
        Property("channel", Kind.TEXT, words("Channel | 渠道"), words("By which channel. | 联络渠道。")),
        Property("purpose", Kind.CHOICE, words("Purpose | 事项"), words(
            "What for. | 协调事项。"), enumeration="Purpose"),
        Property("openedBy", Kind.TEXT, words("Opened by | 开设者"), words("Who opened it. | 由谁开设。")),
        ), symmetric=True),
    Relationship("TAKES_PART_IN", "tp", PARTICIPANTS, ("Project",),
        End("projects", words("Projects | 参与项目")), End("participants", words("Participants | 参与方"), usual=3),
        words("Who takes part in a project, and with which duties. | 项目参与及分工。"), (
        Property("duties", Kind.CHOICE, words("Duties | 分工"), words(
            "What the participant does. | 参与方的分工。"), many=True, enumeration="Duty"),
        Property("task", Kind.TEXT, words("Task | 任务"), words("The task in words. | 任务说明。")),
        _SHARE)),
    Relationship("LOCATED_IN", "li", ("Project",), ("Village", "Enterprise"),
        End("sites", words("Sites | 项目地点")), End("hostedProjects", words("Hosted projects | 落地项目")),
        words("Where a project stands. | 项目落地地点。")),
    Relationship("BENEFITS", "be", ("Project",), ("Village",),
        End("beneficiaries", words("Beneficiaries | 受益村"), usual=2),
        End("benefitingProjects", words("Benefiting projects | 受益项目")),
        words("Which village benefits. | 项目的受益村。"), (
        Property("yearlyIncome", Kind.LONG, words("Yearly income | 年收入"), words(
            "Income of the village a year. | 村集体年收入。"), unit="yuan"),
        Property("yearlyIncomeBound", Kind.CHOICE, words("Bound of income | 收入口径"), words(
            "How the figure bounds the income. | 收入数值的口径。"), enumeration="Bound"))),
    Relationship("INTRODUCED_BY", "ib", ("Project",), ("Cadre",),
        End("introducedBy", words("Introduced by | 引进人")),
        End("introducedProjects", words("Introduced projects | 引进项目")),
        words("Who brought a project in. | 项目的引进人。")),
    Relationship("FUNDED_BY", "fb", ("Project",), ("Unit",),
        End("funders", words("Funders | 出资单位")), End("fundedProjects", words("Funded projects | 出资项目")),
        words("Who funds a project. | 项目的出资单位。"), (
        Property("amount", Kind.LONG, words("Amount | 金额"), words("Funds given. | 出资金额。"), unit="yuan"),)),
    Relationship("PRODUCES", "pc", ("Project",), ("Product",),
        End("products", words("Products | 产品"), usual=2), End("producedBy", words("Produced by | 产出项目")),
        words("What a project produces. | 项目的产品。"), dated=False),
    Relationship("BACKED_BY", "bb", ("Project",), ("Policy",),
        End("policies", words("Policies | 政策依据")), End("backedProjects", words("Backed projects | "
            "支持的项目"), usual=3),
        words("The policy on which a project rests. | 项目的政策依据。")),
    Relationship("ISSUED_BY", "is", ("Policy",), ("Unit",),
        End("issuer", words("Issuer | 发文单位"), ALWAYS), End("issuedPolicies", words("Issued policies | 所发文件")),
        words("Who issued a policy. | 政策的发文单位。"), dated=False),
    Relationship("FOUNDED_BY", "fo", ("Enterprise",), ("Village", "TeamGroup", "Cadre"),
        End("founders", words("Founders | 发起方"), usual=2),
        End("foundedEnterprises", words("Founded enterprises | 发起的经营主体")),
        words("Who founded an enterprise. | 经营主体的发起方。")),
    Relationship("SITUATED_IN", "st", ("Enterprise",), ("County", "Township", "Village"),
        End("location", words("Location | 所在地"), ALWAYS), End("enterprises", words("Enterprises | "
            "经营主体"), usual=5),
        words("Where an enterprise is. | 经营主体所在地。")),
    Relationship("STATED_VACANT", "va", ("Post",), ("Source",),
        End("statedVacancies", words("Stated vacancies | 载明的空缺")),
        End("statedVacantPosts", words("Posts stated vacant | 载明空缺的岗位")),
        words("A source states the post vacant, its last holder unnamed. | 来源载明岗位空缺而未载前任。")),
    Relationship("RECRUITED", "re", ("Cadre",), ("Cadre",),
        End("recruited", words("Recruited | 引回的人才")), End("recruitedBy", words("Recruited by | 引荐人")),
        words("Who brought whom home. | 能人回村。")),
    Relationship("LIAISES", "la", ("Cadre",), ("TeamGroup",),
        End("liaisedGroups", words("Liaised groups | 联系的工作队"), usual=12),
        End("liaisons", words("Liaisons | 联系干部")),
        words("Liaison officers of the organization department. | 组工干部联系包抓。")),
    Relationship("INDICATES", "id", ("Indicator",), SUBJECTS,
        End("subject", words("Subject | 指标对象"), ALWAYS), End("indicators", words("Indicators | 指标"), usual=3),
        words("What a declared figure is about. | 指标的对象。"), dated=False),
    Relationship("STATED_IN", "sd", ANY, ("Source",),
        End("sources", words("Sources | 来源")), End("statements", words("Statements | 所载事实"), usual=100),
        words("The source of a node. | 节点的来源。"), (
        Property("quote", Kind.TEXT, words("Quote | 引文"), words("The source's words. | 来源原文。")),
        Property("confidence", Kind.CHOICE, words("Confidence | 可信度"), words(
            "How far the source is to be trusted here. | 此处可信度。"), enumeration="Confidence", required=True)),
        dated=False),
)
