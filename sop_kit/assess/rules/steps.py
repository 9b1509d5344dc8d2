"""Rules about a single step, and about steps that say the same."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from sop_kit.assess.conformance.spans import minutes_allowed
from sop_kit.assess.gaps import process_of
from sop_kit.assess.rules.rule import Breach, Facts, Rule
from sop_kit.assess.rules.sources import EPA_SOP, ISO_9001_CONTROL, ISO_9001_DOCUMENTS, SEVEN_GUIDELINES
from sop_kit.errors import phrase
from sop_kit.record.alike import folded
from sop_kit.record.headings.durations import minutes_of
from sop_kit.record.kinds import CORE_PROCESSES, EVIDENCE_CODES
from sop_kit.record.tables import Step

MOST_STEPS = 12  # of one process
_MANY_DEEDS = 2  # joints between deeds in one sentence

# Words that are nouns by their end; those that are verbs all the same.
_NOUN_LIKE = re.compile(r"[a-z]{3,}(?:tion|sion|ment|ance|ence|ity|ness|ing)s?")
_VERBS = re.compile(
    r"implement|document|supplement|comment|experiment|segment|augment|mention|question|position|caution|"
    r"function|section|partition|transition|condition|audition|envision|provision|bring|ring|sing|string|ping|"
    r"spring|balance|enhance|advance|finance|influence|reference|sequence|evidence|silence|commence|fence|"
    r"glance|witness|harness"
)
# Words that begin no order; with a noun at the end, and little between, they name a field of work: database tuning.
_THINGS = frozenset(
    {
        *("capacity", "customer", "data", "database", "dataset", "incident", "infrastructure", "knowledge"),
        *(
            "performance",
            "product",
            "quality",
            "risk",
            "security",
            "service",
            "stakeholder",
            "system",
            "user",
            "vendor",
        ),
    }
)
_NAME_WORDS = 3
_ARTICLES = frozenset({"the", "a", "an", "our", "their"})
_THING = re.compile(r"(?:工作|流程|环节|情况|事项|机制|制度|管理|相关|方面|问题|任务)$")
_CHINESE_VERB = re.compile(
    r"[看查写发收送接提审核评跑训试切退停开建改删补填登报盯跟做派挑拆拉抽]|定(?!期)|处理|办理|受理|清理|整理|梳理|监控|记录|确认|检验"
    r"|标注|汇总|复盘|回滚|上线|下线|冻结|解释|答复|执行|完成|启动|制订|制定|召集|推送|更新|优化|解决|关闭|通知"
)
# Verbs that make a noun too (数据分析工作): a deed only where the text begins with them and says of what.
_CHINESE_START = re.compile(
    r"(?:分析|判断|判定|讨论|研究|调整|备份|比对|对比|联系|安排|协调|组织|跟踪|排查|解答|回答|计算|统计|导出|归类|归因|归档|选|问|听)."
)
_LATIN_JOINTS = re.compile(r";|\band then\b|\band\b|, then\b")
_CHINESE_JOINTS = re.compile(r"；|然后|随后|同时|接着|并且|并(?!发|行|列|非|不|未|集|入|购|网)")
_QUOTED = re.compile(r"[(（\[【“\"'《「][^)）\]】”\"'》」]*[)）\]】”\"'》」]")
_CJK = re.compile(r"[\u4e00-\u9fff]")


def _without_verb(facts: Facts) -> Iterator[Breach]:
    for step in facts.record.steps:
        if not _begins_with_deed(step.action):
            yield Breach(
                f"steps/{step.id}/action", phrase("“{action}” names a thing, not a deed.", action=_short(step.action))
            )


def _begins_with_deed(action: str) -> bool:
    """Say whether a text may begin with a verb; only what plainly does not is held against it."""
    text = unicodedata.normalize("NFKC", action).strip()
    if _CJK.search(text):
        told = _THING.sub("", text)
        return told == text or bool(_CHINESE_VERB.search(told) or _CHINESE_START.match(told))
    words = re.findall(r"[A-Za-z]+", text.casefold())
    if not words:
        return True
    first = words[0]
    if first in _THINGS and len(words) <= _NAME_WORDS and _NOUN_LIKE.fullmatch(words[-1]):
        return False
    return first not in _ARTICLES and (not _NOUN_LIKE.fullmatch(first) or bool(_VERBS.fullmatch(first)))


def _several_deeds(facts: Facts) -> Iterator[Breach]:
    for step in facts.record.steps:
        text = _QUOTED.sub("", step.action)
        joints = _CHINESE_JOINTS if _CJK.search(text) else _LATIN_JOINTS
        if len(joints.findall(text)) >= _MANY_DEEDS:
            yield Breach(f"steps/{step.id}/action", phrase("“{action}” is several deeds.", action=_short(step.action)))


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _same_twice(facts: Facts) -> Iterator[Breach]:
    seen: dict[str, Step] = {}
    for step in facts.record.steps:
        first = seen.setdefault(_plain(step.action), step)
        if first is not step:
            yield Breach(f"steps/{step.id}/action", phrase("{step} says the same.", step=first.id))


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", folded(text))


def _same_title(facts: Facts) -> Iterator[Breach]:
    seen: dict[str, Step] = {}
    for step in facts.record.steps:
        if step.title:
            first = seen.setdefault(_plain(step.title), step)
            if first is not step:
                yield Breach(f"steps/{step.id}/title", phrase("{step} bears the same title.", step=first.id))


def _evidence_missing(facts: Facts) -> Iterator[Breach]:
    rows = [step.id for step in facts.record.steps if not step.evidence]
    if rows:
        yield Breach(f"steps/{','.join(rows)}", phrase("How is it known that the step is done like this?"))


def _evidence_unread(facts: Facts) -> Iterator[Breach]:
    for step in facts.record.steps:
        strange = [code for code in re.split(r"[\s,;/、，；]+", step.evidence) if code and code not in EVIDENCE_CODES]
        if strange:
            what = phrase("“{code}” is none of the codes {known}.", code=_short(strange[0]), known=EVIDENCE_CODES)
            yield Breach(f"steps/{step.id}/evidence", what)


def _documented_nowhere(facts: Facts) -> Iterator[Breach]:
    for step in facts.record.steps:
        if {"D", "C"} & set(step.evidence.split()) and not step.source:
            yield Breach(f"steps/{step.id}/source", phrase("The step is said to be documented, and not where."))


def _written_not_done(facts: Facts) -> Iterator[Breach]:
    for step in facts.record.steps:
        if step.written and step.done and not step.agreed and _plain(step.written) != _plain(step.done):
            what = phrase("What is written and what is done differ, and nothing was agreed.")
            yield Breach(f"steps/{step.id}/agreed", what)


def _slower_than_allowed(facts: Facts) -> Iterator[Breach]:
    for step in facts.record.steps:
        limit = minutes_allowed(step.time_limit)
        allowed = minutes_of(step.time_limit) if limit is None else limit  # a bare number is one of minutes
        takes = step.minutes or 0.0
        if allowed is not None and takes > allowed:
            what = phrase(
                "It takes {minutes} minutes; the limit is {limit}.", minutes=f"{takes:g}", limit=step.time_limit
            )
            yield Breach(f"steps/{step.id}/time_limit", what)


def _too_many_steps(facts: Facts) -> Iterator[Breach]:
    for process, n in Counter(map(process_of, facts.record.steps)).items():
        if n > MOST_STEPS:
            yield Breach(f"processes/{process}", phrase("The process has {n} steps.", n=n))


def _empty_process(facts: Facts) -> Iterator[Breach]:
    """Yield processes of the team's own without a step; the four core ones are asked for as gaps."""
    used = set(map(process_of, facts.record.steps))
    for row in facts.record.processes:
        if row.id not in used and row.id not in CORE_PROCESSES and facts.record.steps:
            yield Breach(f"processes/{row.id}", phrase("No step belongs to the process."))


RULES: tuple[Rule, ...] = (
    Rule(
        id="action-without-verb",
        severity="advice",
        reason=phrase("“Data management” tells nobody what to do; “check the 14 tables” does."),
        source=EPA_SOP,
        fix=phrase("Begin with what is done: look, check, write, decide, switch off."),
        find=_without_verb,
    ),
    Rule(
        id="several-deeds",
        severity="advice",
        reason=phrase("Of a step that is several deeds nobody can say whether it was done; one of them is forgotten."),
        source=EPA_SOP,
        fix=phrase("Make a step of each, or leave one deed and move the rest to standard, output or the next step."),
        find=_several_deeds,
    ),
    Rule(
        id="same-step-twice",
        severity="warning",
        reason=phrase("Of two equal steps one is changed one day, and the other is not."),
        source=SEVEN_GUIDELINES,
        fix=phrase("Delete one, or say what differs between them."),
        find=_same_twice,
    ),
    Rule(
        id="same-title-twice",
        severity="advice",
        reason=phrase("On the phone nobody can tell which of the two is meant."),
        source=SEVEN_GUIDELINES,
        fix=phrase("Give each step a title of its own."),
        find=_same_title,
    ),
    Rule(
        id="evidence-missing",
        severity="advice",
        reason=phrase("A step without evidence may be how somebody wishes it were."),
        source=ISO_9001_DOCUMENTS,
        fix=phrase("Enter how it is known: D documented, C configuration or code, H history, I owner inferred."),
        find=_evidence_missing,
    ),
    Rule(
        id="evidence-unread",
        severity="advice",
        reason=phrase("A code that nobody knows proves nothing, and nothing counts it."),
        source=ISO_9001_DOCUMENTS,
        fix=phrase("Use the codes, separated by spaces; put the text into “Source”."),
        find=_evidence_unread,
    ),
    Rule(
        id="documented-nowhere",
        severity="advice",
        reason=phrase("Nobody can look it up, so nobody will notice when the original changes."),
        source=ISO_9001_DOCUMENTS,
        fix=phrase("Name the page, the file or the log in “Source”."),
        find=_documented_nowhere,
    ),
    Rule(
        id="written-not-done",
        severity="warning",
        reason=phrase("Where text and practice differ, newcomers follow the one and old hands the other."),
        source=ISO_9001_DOCUMENTS,
        fix=phrase("Agree what holds from now on, and write it into “Agreed”."),
        find=_written_not_done,
    ),
    Rule(
        id="slower-than-allowed",
        severity="warning",
        reason=phrase("A limit that the work itself exceeds is broken every time, and soon nobody looks at limits."),
        source=ISO_9001_CONTROL,
        fix=phrase("Correct the minutes, or set a limit that can be kept."),
        find=_slower_than_allowed,
    ),
    Rule(
        id="too-many-steps",
        severity="advice",
        reason=phrase("A process of more than {n} steps fits in no head and on no page.", n=MOST_STEPS),
        source=SEVEN_GUIDELINES,
        fix=phrase("Merge steps that one role does in one go, drop what nobody needs, or split the process."),
        find=_too_many_steps,
    ),
    Rule(
        id="empty-process",
        severity="warning",
        reason=phrase("A chapter without a step looks as if something were regulated."),
        source=SEVEN_GUIDELINES,
        fix=phrase("Give the process its steps, or delete it."),
        find=_empty_process,
    ),
)
