"""Headings of step tables as teams write them, each with the column it means; "" means none of the kit's columns."""


def _by_heading(by_column: dict[str, str]) -> dict[str, str]:
    return {heading: column for column, listed in by_column.items() for heading in listed.split(" | ")}


# Written by hand while the words and cues were chosen: at least these are understood.
CHINESE = _by_heading(
    {
        "action": "工作事项 | 操作步骤 | 具体做法 | ③工作内容 | 要做的事 | 动作说明",
        "role": "处理人 | 责任岗位 | 责任部门 | 牵头人 | 经办人 | 负责\n人 | 主责（R） | 由谁来做？",
        "supporting": "配合部门 | 协办人",
        "accountable": "审批人 | 最终拍板人",
        "informed": "抄送 | 知会对象",
        "consulted": "需征求意见的人 | 咨询专家",
        "performers": "谁做过 | 执行人员名单",
        "time_limit": "处理时限 | SLA（小时） | 响应时效 | 办结期限",
        "minutes": "预计耗时（分钟） | 每次用时(min) | 操作时长/分钟",
        "waiting": "等待时长（分钟） | 排队时间",
        "outputs": "产出 | 输出成果 | 交付件 | 产出文档 | 形成的记录",
        "inputs": "输入材料 | 所需资料 | 前置输入",
        "tool": "使用系统 | 用到的工具/平台 | 所用软件",
        "standard": "完成标准 | 判断标准 | 质量要求 | 验收口径",
        "trigger": "触发时机 | 启动条件 | 什么时候做",
        "frequency": "多久做一次 | 执行频次 | 执行周期",
        "next": "下一环节 | 流转至 | 后续步骤编号 | 转给谁/下一步",
        "if_it_fails": "异常情况处理 | 出错怎么办 | 应急预案",
        "written": "制度怎么写的 | 书面要求",
        "done": "实际操作情况 | 现状做法",
        "agreed": "改进后做法 | 约定的新做法",
        "hot_spot": "存在的问题 | 卡点/痛点",
        "id": "步骤序号 | 工序号 | Ｎｏ．",
        "title": "节点名称 | 任务名称",
        "stage": "所属环节 | １．阶\u3000段＊ | 所处阶段 | 流程阶段",
        "process": "所属流程 | 一级流程",
        "source": "资料来源 | 参考文件",
        "decidable": "是否可自行决定 | 团队能否拍板",
        "evidence": "证据等级",
        "": (
            "上一步 | 前置步骤 | 备注 | 优先级 | 状态 | 更新日期 | 版本号 | 附件 | 创建人 | 难度系数 | 完成率 | "
            "风险等级 | 联系电话 | 是否自动化"
        ),
    }
)

ENGLISH = _by_heading(
    {
        "action": "What do we do | Task description | Activity / Task | 2. Work item | Process step | Action to take",
        "role": (
            "Who | Who does it? | Owner (R) | Responsible party | Done by | Assignee | Person in charge | "
            "Team\nresponsible"
        ),
        "accountable": "Approver | Sign-off by | Accountable person",
        "supporting": "Support from | Helped by",
        "consulted": "Consult with | Experts asked",
        "informed": "Notify | CC | Keep informed",
        "performers": "Who has done this before",
        "inputs": "Inputs needed | What we need to start | Input documents",
        "outputs": "Deliverable | Deliverables / artefacts | Result of the step | Work product",
        "tool": "Tools & systems | Application used | Software",
        "standard": "Definition of done | Acceptance criteria | Quality bar | Success criteria",
        "trigger": "When does it start | Triggering event | Start condition",
        "frequency": "Cadence | How frequently | Run frequency",
        "time_limit": "SLA | Due within | Turnaround time | Time limit (h)",
        "minutes": "Duration (min) | Effort in minutes | Touch time [min]",
        "waiting": "Wait time (min) | Queue time",
        "next": "Hand-over to | Next steps | Goes to | Then what? | Successor ID",
        "if_it_fails": "What if it goes wrong | Fallback | Exception handling",
        "written": "What the policy says | As documented",
        "done": "What actually happens | As-is practice",
        "agreed": "To-be | Agreed way of working",
        "hot_spot": "Pain points | Issues / bottlenecks",
        "id": "Step # | Seq. | Step ID ",
        "title": "Step name | Short title",
        "stage": "PHASE | Lifecycle stage | Stage of the loop*",
        "process": "Parent process | Process name",
        "source": "Source document | Link to runbook",
        "decidable": "Can the team decide?",
        "evidence": "Evidence level",
        "": (
            "Previous step | Predecessor | Comments | Status | Priority | Last updated | % complete | "
            "Attachments | Region | Cost centre | Risk rating | Automation potential | Phone"
        ),
    }
)

# Met in public documents, mixed with some of our own, then learnt from.
CHINESE_FOUND = _by_heading(
    {
        "role": "责任组 | 责任单位 | 处理角色 | 负责 Agent | 负责 | 处理责任人 | 值班人员",
        "time_limit": "建议时效 | 处理时效",
        "outputs": "主要产出 | 预计产出 | 输出文件 | 过程记录",
        "inputs": "输入依据",
        "action": "强制动作 | 干了什么 | 关键动作 | 工作任务",
        "trigger": "触发事件 | 触发方式",
        "tool": "涉及系统 | 工具/脚本 | 支撑平台",
        "frequency": "检查频率 | 更新频率",
        "standard": "通过标准 | 达标要求 | 作业标准",
        "if_it_fails": "失败后怎么办 | 异常分支 | 降级方案",
        "next": "下一状态 | 后继步骤",
        "supporting": "协作部门 | 参与角色",
        "accountable": "确认人",
        "title": "步骤名",
        "id": "步骤ID",
        "hot_spot": "当前问题",
        "done": "现有方式",
        "": ("里程碑 | 依赖 | 是否有人处理 | 计划开始 | 类别 | 影响范围 | 截图 | 为什么这个顺序 | 估计文件 | 变更说明"),
    }
)

ENGLISH_FOUND = _by_heading(
    {
        "role": "Responsible Role | Responsible Party | Responsible (R) | Led by | On-call role",
        "accountable": "Accountable owner",
        "performers": "Performed by",
        "action": "Main Action | Activity Description | Action item | Recommended action",
        "time_limit": "Timeline | SLA target | Max. response time | Timeframe",
        "minutes": "Estimated duration",
        "trigger": "Entry conditions | Trigger / event",
        "inputs": "Required inputs | Inputs from",
        "outputs": "Expected output | Output / Impact | Output artifact | Evidence produced",
        "tool": "System(s) | Tooling | Tools used",
        "standard": "Success Criteria | Exit conditions | Controls/Checks",
        "frequency": "Review frequency | Update cadence",
        "next": "Next state | Next action",
        "if_it_fails": "Failure mode | If failed",
        "id": "Step No.",
        "title": "Step title",
        "stage": "Pipeline stage",
        "supporting": "Supporting team",
        "informed": "Stakeholders to inform",
        "source": "Reference docs",
        "hot_spot": "Known issues",
        "": "Notes | Blocker | GenAI Role | Test | Required | Logging | Addresses | Area / item | Reporting To",
    }
)

# Written down later, then learnt from, too.
CHINESE_LATER = _by_heading(
    {
        "action": "作业步骤及要求 | 工作程序 | 活动内容 | 操作要点 | 办理事项",
        "role": "岗位名称 | 主办部门/人 | 责任到人 | 接口人 | 跟进人",
        "accountable": "复核人 | 审批节点",
        "supporting": "联动部门 | 协办单位",
        "informed": "需告知的部门",
        "consulted": "请教谁",
        "time_limit": "办理时限（工作日） | 限时要求 | 完成时间要求",
        "minutes": "标准工时（分钟）",
        "waiting": "等候时间",
        "inputs": "输入资料 | 依据的数据",
        "outputs": "提交物 | 产出结果 | 归档文件",
        "tool": "操作平台 | 应用系统",
        "standard": "合格判定 | 质量控制点",
        "trigger": "开始时机 | 何种情况下启动",
        "frequency": "执行周期/频率",
        "if_it_fails": "出现问题如何处理 | 失败回退方式",
        "next": "后道工序 | 流向",
        "written": "制度条款",
        "done": "实际执行情况",
        "agreed": "优化建议",
        "hot_spot": "现存痛点",
        "title": "环节名称",
        "stage": "阶段划分",
        "process": "流程类别",
        "id": "序 号",
        "": "审核状态 | 填表说明 | 成本（元） | 附图 | 涉及客户数 | 创建时间",
    }
)

ENGLISH_LATER = _by_heading(
    {
        "action": "Work instruction | What happens here | Action / decision | Steps to follow",
        "role": "Handled by | Job role | Responsible team(s) | Operator",
        "accountable": "Accountable | Final approval",
        "supporting": "Backup support | Assisted by",
        "consulted": "Stakeholders consulted",
        "informed": "Notification list | People told",
        "trigger": "Prerequisites | Start trigger | Upon what event",
        "inputs": "Required input | Source data / input",
        "outputs": "Outputs & records | Artefact created | End product",
        "tool": "IT system | Tool(s) used",
        "standard": "Pass/fail criteria | Quality requirement",
        "time_limit": "Target time | Max duration allowed | Respond within",
        "minutes": "Time (mins) | Average effort (h)",
        "waiting": "Waiting (hours)",
        "frequency": "Frequency of execution | Repeat every",
        "if_it_fails": "On failure, do | Escalate if",
        "next": "Proceed to step | Next owner",
        "written": "Documented procedure",
        "done": "Current practice",
        "agreed": "Future practice",
        "hot_spot": "Known bottleneck",
        "id": "S. No | Ref. no.",
        "title": "Step title",
        "stage": "Process phase",
        "process": "Sub-process",
        "": "Approved on | Version | Budget | Completed? | Created by | Ticket link",
    }
)

# Gathered last and hardly learnt from (two faults they showed were mended): so the kit reads a stranger's table.
CHINESE_UNSEEN = _by_heading(
    {
        "role": "操作人 | 负责层 | 负责小组",
        "action": "本阶段活动 | 任务拆解 | 实施内容 | 具体事项",
        "stage": "开发阶段 | 所在阶段",
        "outputs": "预期输出 | 输出件 | 交付文档",
        "standard": "验证标准 | 达成标准 | 评审要求",
        "time_limit": "预计工期 | 响应要求时间 | 截止时点",
        "if_it_fails": "异常处理方式 | 失败处理策略 | 应急联系与处置",
        "trigger": "触发场景 | 启动信号",
        "frequency": "巡检频率",
        "tool": "相关系统 | 工具与脚本",
        "inputs": "前序输入 | 输入信息",
        "next": "下一个处理人 | 转交对象",
        "supporting": "协同方",
        "informed": "通知范围",
        "accountable": "审批权限",
        "done": "现状描述",
        "hot_spot": "痛点问题",
        "id": "步骤代码",
        "source": "参考资料",
        "": (
            "工作类型 | 单步概率 | 目标集群 | 图示 | 周次 | 代码位置 | 性能影响 | 提示文案 | 检查项 | 适合场景 | "
            "变更 | 结论"
        ),
    }
)

ENGLISH_UNSEEN = _by_heading(
    {
        "role": "Responsibility | Runner | Owning team | Main responsible",
        "action": "Activity name | Todo | Procedure step | Description of work",
        "tool": "Tool/Method | Tool today | Supporting system",
        "outputs": "Outcome | Output document | Expected deliverable",
        "inputs": "Required artifacts | Input data",
        "trigger": "Runs when | Triggered when | Condition to start",
        "frequency": "Update Cadence | How many times",
        "standard": "Success Metrics | Acceptance check | Standard to meet",
        "time_limit": "Deadline (days) | SLA / deadline",
        "minutes": "Est. minutes | Handling time (min)",
        "waiting": "Delay before start",
        "informed": "Notification",
        "supporting": "Contributors",
        "accountable": "Reviewed and approved by",
        "if_it_fails": "Failure handling | What can go wrong",
        "next": "Hands over to | Next activity",
        "done": "Actual way",
        "written": "Policy reference",
        "hot_spot": "Main difficulty",
        "id": "Item no",
        "stage": "Phase of work",
        "": (
            "Start Date | End Date | Impact | Expected Log | Summary | Consumer | Permitted changes | "
            "Evidence Location | Review Type | Finding | Module / Screen"
        ),
    }
)
