"""The words people put above the columns of their tables, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

# Column → headings people give it, besides its own name and the kit's labels. A heading under several columns means
# the first of them that no other heading takes.
STEP_HEADINGS: Mapping[str, str] = {
    "id": "编号,序号,步骤编号,步骤号,步骤序号,流程编号,节点编号,step id,step no,number,no,nr,code,seq,#,s/n",
    "stage": (
        "阶段,环节,流程阶段,所属阶段,所属环节,所处阶段,工作阶段,业务阶段,环节阶段,phase,lifecycle stage,process stage"
    ),
    "action": (
        "动作,步骤,操作,做什么,活动,工作内容,内容,步骤描述,工作事项,事项,操作步骤,操作内容,操作说明,工作步骤,"
        "具体工作,具体做法,主要工作,"
        "任务,任务描述,任务内容,流程步骤,活动描述,处理内容,工作项,作业内容,执行内容,行动项,描述,步骤说明,步骤内容,"
        "activity,task,what,step,description,what to do,what do we do,work item,process step,step description,"
        "task description,activity description,procedure,instruction,instructions,to do"
    ),
    "role": (
        "角色,负责人,谁负责,责任人,责任角色,执行角色,执行人,谁,谁来做,R,处理人,经办人,承办人,牵头人,主责人,主办人,"
        "操作人,实施人,主责,责任方,"
        "负责方,责任岗位,岗位,责任部门,负责部门,牵头部门,主责部门,承办部门,主办部门,执行部门,负责团队,责任团队,"
        "负责角色,执行岗位,当前处理人,"
        "responsible,who,owner,who does it,who does what,assignee,assigned to,responsible party,responsible person,"
        "responsible role,responsible team,person in charge,pic,dri,done by,performed by role,actor,executor,lead,"
        "process owner,step owner,task owner"
    ),
    "accountable": (
        "最终负责,问责,批准人,A,审批人,审批,批准,最终负责人,总负责人,决策人,签批人,拍板人,审核人,"
        "accountable person,approver,approved by,sign-off,sign off by,signed off by,approval"
    ),
    "consulted": (
        "咨询,被咨询,征询,C,咨询对象,咨询人,征求意见,征询对象,会签,会签部门,consult,consult with,advice from,sme"
    ),
    "informed": (
        "知会,告知,被告知,通知,I,抄送,抄送人,知会人,知会对象,通知对象,通知人,知会部门,cc,notify,notified,inform,"
        "keep informed"
    ),
    "supporting": (
        "支持,配合,协助,协同,支持方,配合方,支持人,配合人,协办,协办人,协助人,配合部门,协办部门,协同部门,参与部门,"
        "参与人,协作方,"
        "support,supported by,S,helpers,helped by,participants,with help of,contributors"
    ),
    "performers": "执行人,实际执行人,做过的人,谁做过,实际操作人,performed by,has done it,who has done it,names,people",
    "process": "流程,所属流程,核心流程,流程名称,业务流程,一级流程,上级流程,process name,parent process,workstream",
    "title": (
        "名称,标题,步骤名称,步骤,环节名称,节点名称,步骤名,流程节点,节点,任务名称,活动名称,事项名称,工序名称,name,"
        "step name,task name,short title,heading"
    ),
    "trigger": (
        "触发,触发条件,何时,触发时机,启动条件,触发事件,什么时候,开始条件,起始条件,时机,前提条件,前置条件,"
        "when,triggered by,start condition,starts when,entry criteria,entry condition,precondition,event,trigger event"
    ),
    "inputs": "输入,输入物,输入材料,输入文档,输入信息,所需材料,所需资料,前置输入,input,input documents,needs,materials",
    "outputs": (
        "输出,输出物,产出,产出物,交付物,记录,输出成果,交付件,交付成果,产出文档,成果,输出文档,产物,输出结果,主要产出,"
        "输出记录,处理结果,"
        "output,record,deliverable,deliverables,artefacts,artifacts,work product,result,results,outcome,produces"
    ),
    "tool": (
        "工具,系统,平台,使用工具,使用系统,工具平台,系统工具,所用系统,使用平台,软件,"
        "tools,system,systems,platform,application,software,tools & systems,system/tool"
    ),
    "standard": (
        "标准,验收标准,要求,质量标准,完成标准,质量要求,判断标准,执行标准,合格标准,工作标准,关键控制点,控制要求,"
        "检查要点,"
        "standards,acceptance,criteria,acceptance criteria,definition of done,dod,accept when,done when,quality,"
        "success criteria,exit criteria,controls/checks"
    ),
    "time_limit": (
        "时限,期限,完成时限,处理时限,办理时限,时效,时效要求,响应时间,响应时效,时间要求,SLA,截止时间,工期,办结时限,"
        "完成期限,"
        "deadline,time limit,time frame,timeframe,due,due within,turnaround time,tat,response time,within,timeline"
    ),
    "frequency": "频率,频次,执行频率,执行频次,周期,多久一次,how often,cadence,recurrence,periodicity",
    "minutes": (
        "分钟,耗时,用时,耗时分钟,处理时长,操作时长,预计耗时,单次耗时,duration,effort,time needed,touch time,"
        "time spent,minutes"
    ),
    "waiting": "等待,等待时间,等待分钟,等待时长,排队时间,排队时长,wait,waiting time,wait time,queue time,idle time,lag",
    "if_it_fails": (
        "失败处理,异常处理,失败时,如果失败,异常情况,异常情况处理,出错处理,应急处理,应急措施,应急预案,兜底方案,异常应对,"
        "on failure,if it goes wrong,fallback,exception handling,contingency,workaround,error handling,on error"
    ),
    "next": (
        "下一步,后续,后续步骤,下一步骤,下一步编号,下一环节,下一节点,流转至,流转到,转至,下游步骤,后置步骤,去向,"
        "then,next step,next steps,hand-over to,handover to,hand off to,handoff,goes to,leads to,successor"
    ),
    "written": (
        "书面,文件规定,文档怎么写,书面规定,制度规定,制度要求,书面要求,文件要求,as documented,on paper,policy says"
    ),
    "done": (
        "实际,实际做法,实际怎么做,真实做法,现状,现状做法,实际情况,目前做法,现行做法,as-is,as is,in reality,"
        "current practice"
    ),
    "agreed": (
        "约定,商定,今后怎么做,改进后做法,优化后做法,未来做法,改进方案,目标做法,to-be,to be,target state,future state"
    ),
    "hot_spot": (
        "热点,痛点,问题,难点,堵点,卡点,存在问题,存在的问题,hotspot,pain point,pain points,issues,problems,bottleneck"
    ),
    "decidable": "可自行决定,自己能定,能否自行决定,是否可自行决定,can we decide,in our hands,our call",
    "evidence": "证据,证据代码,证据等级,evidence code,evidence level",
    "source": (
        "来源,出处,依据,资料来源,信息来源,参考文件,依据文件,参考资料,文件依据,sources,reference,references,"
        "source document,link,url"
    ),
}
OTHER_HEADINGS: Mapping[str, str] = {
    "id": "编号,序号,代码,number,no,code,#",
    "name": "名称,姓名,名字,角色,指标,工具,阶段,流程,role,metric,tool,stage,title,person,process",
    "title": "标题,名称,name",
    "text": "内容,描述,说明,正文,经验,教训,事项,行动项,description,lesson,item,action item,promise,what was promised",
    "department": "部门,所在部门,所属部门,team,unit",
    "contact": "联系方式,电话,邮箱,手机,手机号,联系电话,email,e-mail,phone,mobile",
    "people": "人员,成员,担任人,任职人,members,filled by,held by",
    "deputies": "代理人,备份,后备,替补,backup,backups,stand-ins",
    "does": "职责,做什么,岗位职责,工作职责,duty,duties,responsibility,responsibilities",
    "owner": "负责人,责任人,责任角色,归口部门,responsible,who",
    "due": "期限,截止日期,到期,完成期限,截止时间,计划完成时间,deadline,due date,by when,target date",
    "done": "完成,完成日期,实际完成时间,completed,completed on,done on",
    "condition": "条件,触发条件,触发规则,告警条件,告警规则,when,rule,alert rule",
    "action": "动作,措施,处理,怎么做,应对措施,处置措施,处理措施,response,what to do,reaction",
    "level": "级别,严重度,告警级别,预警级别,等级,severity,priority",
    "severity": "严重度,级别,严重级别,严重程度,等级,priority",
    "metric": "指标,监控指标,关联指标",
    "first_responder": "第一响应人,首响人,值班人,处理人,on call,on-call,responder,who is woken",
    "acknowledge_within": "响应时限,响应时间,确认时限,response time,respond within,ack within",
    "mitigate_within": "止损时限,恢复时限,处理时限,resolve within,resolution time,mitigation time",
    "escalate_to": "升级对象,升级给,升级至,升级到,escalation,escalation path,escalation contact",
    "escalate_after": "升级时限,多久升级,escalate when,escalation time",
    "channel": "渠道,通知渠道,通知方式,告警渠道,沟通渠道,notification channel",
    "formula": "公式,口径,计算公式,计算口径,计算方式,指标口径,定义,definition,calculation,how it is computed",
    "frequency": "频率,频次,周期,统计周期,监控频率,更新频率,how often,cadence,interval",
    "baseline": "基线,基准,基准值,正常值,normal value",
    "warn": "预警阈值,警告,预警线,黄线,预警值,warning threshold,warning,threshold",
    "critical": "严重阈值,严重,红线,告警阈值,告警线,critical threshold,alarm threshold",
    "family": "类别,分类,指标类别,category,group",
    "kind": "类型,种类,类别,type",
    "link": "链接,网址,地址,url,address,web address",
    "licence": "许可,许可证,license",
    "source": "来源,出处,数据来源,数据源,data source",
    "step": "步骤,步骤编号,相关步骤,所属步骤,related step,step no",
    "role": "角色,负责人,决策人,decider,decision maker",
    "used_for": "用途,用来做什么,使用场景,purpose,used to",
    "score": "评分,分数,打分,rating,points",
    "comment": "意见,评论,备注,comments,remark,remarks",
    "proposed": "建议文字,建议修改,修改建议,suggestion,proposal",
    "participant": "参与人,评审人,评分人,代号,rater,reviewer,pseudonym",
    "target": "对象,评审对象,评价对象,步骤,step",
    "round": "轮次,轮,第几轮,cycle",
    "verdict": "结论,判定,conclusion",
    "found": "发现日期,发现时间,date found,found at",
    "reporter": "报告人,发现人,反馈人,提出人",
    "cause": "原因,根本原因,根因,root cause,reason",
    "temporary": "临时措施,应急措施,quick fix,stopgap",
    "status": "状态,进展,state,progress",
    "note": "备注,说明,remarks,comments,notes",
    "impact": "影响,影响范围,影响程度",
    "example": "例子,示例,举例,examples",
    "share": "比例,流量比例,放量比例,灰度比例,percentage,traffic",
    "cohort": "人群,灰度人群,用户群,users,audience",
    "hold_time": "观察时间,观察时长,观察期,停留时间,soak time,bake time",
    "gate": "准入条件,门禁,放行条件,entry criteria,checks",
    "promote_if": "放量条件,推进条件,通过条件,go if,promotion criteria",
    "rollback_if": "回滚条件,回退条件,rollback criteria,abort if",
    "decider": "决策人,拍板人,decision maker,who decides",
}
