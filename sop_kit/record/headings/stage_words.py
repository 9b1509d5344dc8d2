"""Which stage of the loop a cell or a line of a table speaks of."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from sop_kit.errors import Phrase
from sop_kit.record.files.spoken import column_kind, meant
from sop_kit.record.headings.headings import without_numbering
from sop_kit.record.kinds import STAGES
from sop_kit.record.tables import Step
from sop_kit.record.value_labels import choice_names
from sop_kit.words import LANGUAGES, words

_LONGEST = 40  # characters: a longer text tells a story
_BEFORE = re.compile(
    r"^(?:第[一二三四五六七八九十\d]+(?:阶段|环节|部分|步)|(?:stage|phase|step|part)\s*\d+|"
    r"(?:阶段|环节)[一二三四五六七八九十\d]*|stage|phase)"
    r"[\s:：.、\-–—]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^[\d一二三四五六七八九十]{1,3}[\s.、:：\-–—]+")
_BEHIND = re.compile(r"(?:阶段|环节|部分|类|\s+(?:stage|phase))$", re.IGNORECASE)
_AROUND = " \t\n【】[]()（）<>《》「」*#:：.、-–—"
_PARTED = re.compile(r"[/|·\n]")
# Words that people put before a group of steps and that the cells of the column do not know.
_GROUPS = {
    "monitor": "监控,监测,预警,巡检,monitor",
    "feedback": "反馈,feedback",
    "analyse": "分析,analys,analyz",
    "decide": "决策,decid,decision",
    "optimise": "优化,迭代,optimis,optimiz",
    "release": "发布,上线,release,roll-out,rollout",
}


@lru_cache(maxsize=5_000)  # a column of stages says the same few words over and over
def stage_of(text: str) -> str:
    """Return the stage that a text names, however it is numbered and decorated; "" when it names none."""
    flat = unicodedata.normalize("NFKC", text[: _LONGEST + 1]).strip()
    if not flat or len(flat) > _LONGEST:
        return ""
    named = {stage for piece in (flat, *_PARTED.split(flat)) if (stage := _named(piece))}
    return named.pop() if len(named) == 1 else ""


def stage_within(text: str) -> str:
    """Return the one stage that a line above a group of steps speaks of; "" when it is none or several."""
    found = stage_of(text)
    if found or not heads_a_group(text):
        return found
    flat = unicodedata.normalize("NFKC", text).casefold()
    spoken = [stage for stage, parts in _GROUPS.items() if any(part in flat for part in parts.split(","))]
    return spoken[0] if len(spoken) == 1 else ""


def heads_a_group(text: str) -> bool:
    """Say whether a text is numbered or marked as what stands above others is: 三、日常监控, 【监控类】, Phase 2."""
    flat = unicodedata.normalize("NFKC", text[: _LONGEST + 1]).strip()
    marked = flat[:1] in tuple("【[<《「#") or any(strip(flat) != flat for strip in _NUMBERINGS)
    return marked and len(flat) <= _LONGEST


def stage_name(stage: str) -> Phrase:
    """Return what the kit calls a stage, to stand in a sentence."""
    return Phrase(choice_names(words("en"), Step, "stage")[stage])  # English is the language of the texts themselves


def _named(text: str) -> str:
    kind = column_kind(Step, "stage")
    bare = text.strip(_AROUND)
    for strip in (without_numbering, _without_number, _without_lead, _without_tail):
        word = _own_words().get(bare.casefold()) or meant(kind, bare)
        if word in STAGES:
            return str(word)
        bare = strip(bare).strip(_AROUND)
    word = _own_words().get(bare.casefold()) or meant(kind, bare)
    return str(word) if word in STAGES else ""


def _without_number(text: str) -> str:
    return _NUMBER.sub("", text)


def _without_lead(text: str) -> str:
    return _BEFORE.sub("", text)


def _without_tail(text: str) -> str:
    return _BEHIND.sub("", text)


_NUMBERINGS = (without_numbering, _without_number, _without_lead)


@cache
def _own_words() -> dict[str, str]:
    """Return what the kit itself calls the stages, in every language."""
    names = (choice_names(words(lang), Step, "stage") for lang in LANGUAGES)
    return {name.casefold(): value for called in names for value, name in called.items()}
