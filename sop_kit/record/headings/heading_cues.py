"""Parts of headings that point to a column, or away from it, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

# Table → column → parts of headings that point to it, most telling first: strong, then fair, then weak ones; a stroke
# parts them. A weak one alone never settles anything. "*" holds for all tables.
CUES: Mapping[str, Mapping[str, str]] = {
    "steps": {
        "id": "编号,序号,工序号,步骤号,id,no,seq,#|号,number|code",
        "stage": "阶段,环节,phase,stage|所处,lifecycle|loop",
        "action": (
            "做法,事项,程序,工作内容,要做的,操作步骤,干什么,干了什么,做了什么,activity,task,what to do,what do we do,"
            "work item|动作,操作,步骤,任务,活动,action,todo,instruction,procedure,做什么|内容,工作,what,step,do,"
            "do we do"
        ),
        "role": (
            "责任,负责,经办,牵头,主责,主办,承办,谁来做,由谁,responsible,in charge,assignee,owner,who does|角色,岗位,"
            "处理人,操作人,值班,谁,who,role,led,operator,done by,handled|部门,人,岗,team,person,party,by"
        ),
        "accountable": (
            "审批,批准,拍板,问责,签批,最终负责,accountable,approv,sign-off,sign off|审核,签字,确认人,复核人,检查人,"
            "验收人,监督人,final say|sign"
        ),
        "consulted": "咨询,征询,请教,征求意见,征求,会签,consult,advice,advis,expert,asked,ask|专家,意见|sme",
        "informed": "知会,抄送,告知,通知,notif,inform,cc|知晓,tell,told,aware|对象",
        "supporting": "配合,协办,协助,协同,协作,联动,支持,参与,support,help,assist|contribut,with|方",
        "performers": (
            "做过,执行人员,实际执行人,has done,have done,done this before,performed|名单,执行人|人员,people,names"
        ),
        "process": "所属流程,一级流程,二级流程,流程名,parent process,process name,workstream|流程,process|",
        "title": "名称,步骤名,节点名,任务名,name,title,标题|headline|",
        "trigger": (
            "触发,启动,启动条件,什么时候,何时,trigger,when does,when do,start condition,prerequisite,precondition,"
            "kick-off,kick off|时机,前提,when,start,event|条件,condition,开始"
        ),
        "inputs": "输入,所需,input,need to start|材料,资料|需要的,need,needed,require,required",
        "outputs": (
            "输出,产出,交付,提交,归档,成果,output,deliverable,artefact,artifact,work product,end product,形成的|产物,"
            "结果,记录,result,outcome,produce|文档,product"
        ),
        "tool": "工具,系统,平台,软件,tool,system,software,application,platform|app,所用|使用",
        "standard": (
            "标准,验收,口径,质量要求,合格,criteria,definition of done,acceptance,quality,standard|要求,check,控制点,"
            "exit|bar"
        ),
        "time_limit": (
            "时限,时效,期限,限时,sla,截止,deadline,time limit,turnaround,due within,response time|due,within,"
            "时间要求,time box,target time,max,allowed|时长,时间,time"
        ),
        "frequency": "频率,频次,多久,几次,frequency,frequently,how often,cadence,often|周期,every,每|cycle",
        "minutes": "耗时,用时,工时,操作时长,分钟,duration,effort,touch time,minute|时长,min,mins|time",
        "waiting": "等待,等候,排队,wait,queue,idle|lag,搁置|",
        "if_it_fails": (
            "异常,失败,出错,出现问题,回退,应急,兜底,降级,fail,goes wrong,go wrong,fallback,exception,contingenc,"
            "escalate|报错,error,预案,wrong|怎么办"
        ),
        "next": (
            "下一,下一状态,下步,后续,后继,后道,流向,流转,转至,转给,后置,下游,next,then,hand-over,handover,hand over,"
            "hand-off,handoff,goes to,successor,proceed,followed by|去向,交给|to"
        ),
        "written": "书面,制度,文件规定,怎么写,documented,policy,on paper,written|规定,handbook|",
        "done": (
            "实际,现状,现有,真实,目前,现行,actually,actually happens,as-is,as is,really,reality,current practice|"
            "practice,happens in|current,happens"
        ),
        "agreed": (
            "约定,商定,改进后,优化后,今后,未来,agreed,to-be,to be,target state,future|新做法,建议,改进,优化,"
            "way of working|"
        ),
        "hot_spot": "痛点,卡点,堵点,难点,pain,bottleneck,hot spot,hotspot|问题,issue,problem|困难",
        "decidable": (
            "自行决定,自己能定,能否拍板,能否决定,自己决定,can we decide,team decide,ourselves|decide,自行|决定"
        ),
        "evidence": "|证据,evidence|proof",
        "source": "来源,出处,依据,参考,source,reference,runbook,link|资料,citation|文件",
    },
    "*": {
        "id": "编号,序号,no,id|号,number,#|code",
        "name": "名称,姓名,name|名字|",
        "owner": "责任,负责,牵头,responsible,in charge,owner,assignee|归口,谁,who|部门,人",
        "due": "截止,到期,due,deadline,期限|计划完成,by when|日期,date",
        "kind": "类型,种类,type,kind|类别|",
        "link": "链接,网址,url,link|地址,address|",
        "text": "内容,描述,正文,description|说明,事项|",
        "step": "步骤,step|环节|",
        "department": "部门,department|团队,team|unit",
        "contact": "联系,电话,邮箱,手机,phone,mail,contact|方式|",
        "frequency": "频率,频次,多久,frequency,often,cadence|周期|",
        "formula": "公式,口径,formula,calculation|定义,definition|",
        "warn": "预警,warn|黄线,yellow|阈值,threshold",
        "critical": "严重,critical|红线,red|阈值,threshold",
        "source": "来源,出处,数据源,source|reference|",
        "status": "状态,status|进展,state|",
        "cause": "原因,根因,cause|reason|",
    },
}

# What a heading must not hold to mean the column: it says the opposite, or something about the column's content.
OPPOSITES: Mapping[str, str] = {
    "next": "上一,前置,前一,上游,previous,predecessor,before,from",
    "accountable": "是否,能否,can,on",
    "id": "下一,后续,上一,前置,next,版本,version,文号,工单,ticket,电话,phone,账号,工号,document,mobile,手机",
    "inputs": "上一,输入人,输出,产出,output,outputs",
    "role": "创建,更新,填写,填表,编制,修改,created,updated,author,edited,录入",
    "action": "上一,前置,previous,predecessor,下一,next",
    "title": "文件名,file name,filename",
    "time_limit": "更新,创建,updated,created,日期",
    "source": "输入,输出,input,output,电话,phone,ticket,工单",
    "agreed": "电话",
    "process": "流程阶段,process stage,process step,流程步骤",
    "trigger": "上一步,前置步骤,结束,end,exit",
    "standard": "书面要求,制度要求,时间要求,时限要求",
    "outputs": "输出人,输入,input,inputs",
    "decidable": "自动",
    "stage": "下一,上一,next,previous",
    "done": "完成率,%",
}

# What a heading is about stands at its end. Ends → the only columns that can be meant: a person, a time, or nothing
# that any table of the kit asks for.
PEOPLE_ENDS = "人,人员,者,部门,单位,岗位,岗,方,组,owner,team,teams,person,people,role,party,department"
PEOPLE_COLUMNS = (
    "role,accountable,consulted,informed,supporting,performers,owner,deputy,people,deputies,backup,decider,approver,"
    "first_responder,escalate_to,reporter,author,participant,person,moderator,department"
)
TIME_ENDS = "时间,时长,工时,time,hours,minutes,mins"
TIME_COLUMNS = (
    "time_limit,minutes,waiting,frequency,trigger,hold_time,acknowledge_within,mitigate_within,escalate_after,due,"
    "update_interval,found,decided,start,end,watch,expires,at,opened,closed"
)
ELSEWHERE_ENDS = (
    "状态,日期,电话,备注,数量,金额,成本,费用,版本,附件,附图,截图,比例,率,次数,得分,签字,签名,说明,"
    "status,date,phone,remark,remarks,comment,comments,note,notes,count,cost,budget,version,attachment,attachments,"
    "signature,category,percentage"
)

# Words that fill a heading without saying which column it is.
FILLERS = (
    "工作,处理,具体,方式,方案,相关,所属,所需,本,该,的,步骤,情况,说明,描述,信息,预计,每次,单次,主要,关键,环节,流程,"
    "当前,执行,操作,完成,使用,"
    "用到,是否,能否,团队,可,要,需,人,者,方,部门,岗位,事项,做,一,次,做法,对象,所用,专家,等级,级别,文件,文档,"
    "the,a,an,of,to,for,is,are,in,on,by,we,do,does,it,this,that,our,us,and,or,with,step,process,team,person,what,who,"
    "if,"
    "keep,level,says,needed,used,name,time,before,happens,way,working,party,description,item"
)
