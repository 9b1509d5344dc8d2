"""Rules about metrics: where they come from, what is too much, who looks, and who watches the watching."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sop_kit.assess.gaps import DATA_SCIENCE
from sop_kit.assess.rules.empty_cells import empty, names, place, says, texts_of
from sop_kit.assess.rules.figures import bounds_in, flat
from sop_kit.assess.rules.rule import Breach, Facts, Rule
from sop_kit.assess.rules.sources import (
    HIDDEN_DEBT,
    ISO_9001_MEASURING,
    ISO_9001_ROLES,
    ML_TEST_SCORE,
    SRE_ALERTING,
    SRE_MONITORING,
    VARIATION,
)
from sop_kit.errors import Phrase, phrase
from sop_kit.record.model import Record
from sop_kit.record.tables import Metric

_FAMILIES: tuple[tuple[Phrase, re.Pattern[str]], ...] = (
    (
        phrase("business"),
        re.compile(r"业务|北极星|营收|收入|成交|资损|转化|business|revenue|sales|conversion|north.star|gmv|\bctr\b"),
    ),
    (
        phrase("quality of the results"),
        re.compile(
            r"质量|准确|精确|召回率|误判|改判|投诉|满意|坏例|quality|accura|precision|recall|mape|rmse|\bmae\b|\bauc\b|\bf1\b|override|complain"
            r"|faithful|hallucinat|relevan|satisf|csat"
        ),
    ),
    (phrase("drift of the inputs"), re.compile(r"漂移|分布|drift|\bpsi\b|distribution|skew")),
    (
        phrase("latency and cost"),
        re.compile(r"时延|耗时|响应时间|成本|费用|性能|(?<!标签)延迟|latency|duration|cost|throughput|token|\bp9\d\b"),
    ),
    (
        phrase("safety and compliance"),
        re.compile(r"安全|合规|违规|隐私|公平|毒|有害|safety|complian|harm|toxic|privacy|fairness|\bbias|unsafe"),
    ),
    (
        phrase("upstream data"),
        re.compile(
            r"上游|到数|到达|到齐|数据时效|空值|upstream|arrival|freshness|missing (?:rate|value)|data (?:quality|feed)"
        ),
    ),
)
_SELF_WATCH = re.compile(
    r"监控的监控|监控自身|监控系统|心跳|合成(?:交易|请求|流量)|拨测|(?:看板|大盘|面板).{0,8}(?:更新|时间戳|过期|新鲜)"
    r"|heart.?beat|dead.?man|watchdog|synthetic|\bcanary (?:query|request)|self.?monitor|monitoring of (?:the )?monitor"
    r"|(?:monitoring|alerting|dashboards?) (?:itself|(?:is|are) (?:up|down|alive|fresh|stale))"
    r"|absence of (?:data|metrics)|without data|no data|没有?数据|无数据|缺数据|断数|没来数"
)
_HIGHER_IS_BETTER = re.compile(r"↑|higher|越高|越大|越多|\bup\b")
_LOWER_IS_BETTER = re.compile(r"↓|lower|越低|越小|越少|\bdown\b")


def _has_threshold(_facts: Facts, metric: Metric) -> bool:
    return says(metric.warn) or says(metric.critical)


def _is_undirected(_facts: Facts, metric: Metric) -> bool:
    # A bound such as "< 72 %" tells by itself which way is worse.
    return not any(bounds_in(text) for text in (metric.warn, metric.critical))


def _asked(_facts: Facts, metric: Metric) -> str:
    return metric.owner or DATA_SCIENCE


def _without_threshold(facts: Facts) -> Iterator[Breach]:
    for metric in facts.record.metrics:
        if not _has_threshold(facts, metric):
            yield Breach(
                place("metrics", metric.id),
                phrase("No value is named from which on it is too much."),
                _asked(facts, metric),
            )


def _out_of_order(facts: Facts) -> Iterator[Breach]:
    for metric in facts.record.metrics:
        for warn, critical in zip(bounds_in(metric.warn)[:1], bounds_in(metric.critical)[:1], strict=False):
            if (warn.upper, warn.unit) != (critical.upper, critical.unit):
                continue
            if critical.number < warn.number if warn.upper else critical.number > warn.number:
                what = phrase(
                    "It is critical at “{critical}” before it warns at “{warn}”.",
                    critical=metric.critical,
                    warn=metric.warn,
                )
                yield Breach(place("metrics", metric.id, "critical"), what)


def _against_direction(facts: Facts) -> Iterator[Breach]:
    for metric in facts.record.metrics:
        direction = flat(metric.direction)
        higher, lower = (bool(side.search(direction)) for side in (_HIGHER_IS_BETTER, _LOWER_IS_BETTER))
        text = metric.warn or metric.critical
        sides = {bound.upper for bound in bounds_in(text)}
        if higher != lower and sides == {higher}:
            what = phrase(
                "“{bound}” lies on the good side (“{direction}”), and yet it warns there.",
                direction=metric.direction,
                bound=text,
            )
            yield Breach(place("metrics", metric.id, "direction"), what)


def _unused(facts: Facts) -> Iterator[Breach]:
    told = flat(_everything_that_uses_metrics(facts.record))
    alerted = {alert.metric for alert in facts.record.alerts}
    for metric in facts.record.metrics:
        looked_at = says(metric.frequency) and metric.owner
        if metric.id in alerted or looked_at or _is_mentioned(metric, told):
            continue
        yield Breach(
            place("metrics", metric.id), phrase("No alert uses it, no step names it, and nobody is said to look at it.")
        )


def _is_mentioned(metric: Metric, told: str) -> bool:
    short = re.split(r"[(（\[：:]", flat(metric.name))[0].strip()
    named = flat(metric.id)
    # Looked for as it is first: an expression of its own for each of thousands of metrics takes seconds.
    if named in told and re.search(rf"(?<!\w){re.escape(named)}(?!\w)", told):
        return True
    return len(short) > 1 and short in told


def _everything_that_uses_metrics(record: Record) -> str:
    return "\n".join(
        (
            record.product.north_star,
            *(
                texts_of(row, ("action", "standard", "inputs", "outputs", "trigger", "if_it_fails"))
                for row in record.steps
            ),
            *(texts_of(row, ("condition", "action", "end_condition")) for row in record.alerts),
            *(texts_of(row, ("gate", "promote_if", "rollback_if", "inconclusive_if")) for row in record.release_stages),
            *(texts_of(row, ("condition", "source")) for row in record.triggers),
        )
    )


def _families(facts: Facts) -> Iterator[Breach]:
    if not facts.record.metrics:
        return  # that there is no metric at all is another rule's
    told = flat("\n".join(texts_of(metric, ("family", "name", "formula")) for metric in facts.record.metrics))
    lacking = tuple(family for family, words in _FAMILIES if not words.search(told))
    if lacking:
        yield Breach("metrics", phrase("Nothing is measured of: {families}.", families=lacking), DATA_SCIENCE)


def _unwatched(facts: Facts) -> Iterator[Breach]:
    record = facts.record
    if not record.metrics and not record.alerts:
        return
    told = "\n".join(
        (
            *(texts_of(row, ("family", "name", "why", "formula", "silence_rule")) for row in record.metrics),
            *(texts_of(row, ("condition", "action")) for row in record.alerts),
            *(texts_of(row, ("action", "standard", "inputs", "if_it_fails")) for row in record.steps),
        )
    )
    if not _SELF_WATCH.search(flat(told)):
        yield Breach(
            "metrics" if record.metrics else "alerts",
            phrase("Nothing tells when the monitoring itself stands still."),
            DATA_SCIENCE,
        )


RULES: tuple[Rule, ...] = (
    Rule(
        id="metric-without-source",
        severity="missing",
        reason=phrase("A value nobody can look up is an opinion."),
        source=ISO_9001_MEASURING,
        fix=phrase("Name the dashboard, table or query it is read from."),
        find=empty("metrics", "source", ask=_asked, filled=names),
    ),
    Rule(
        id="metric-without-owner",
        severity="missing",
        reason=phrase("What everybody looks at nobody looks at."),
        source=ISO_9001_ROLES,
        fix=phrase("Name the role that looks at it and answers for it."),
        find=empty("metrics", "owner", ask=lambda _facts, _metric: DATA_SCIENCE),
    ),
    Rule(
        id="metric-without-threshold",
        severity="missing",
        reason=phrase("A curve without a line is looked at and leads to nothing."),
        source=SRE_MONITORING,
        fix=phrase("Write from which value on somebody is warned, and from which on it is critical."),
        find=_without_threshold,
    ),
    Rule(
        id="threshold-without-origin",
        severity="missing",
        reason=phrase(
            "A threshold whose origin nobody knows can neither be defended nor changed; data move on, it stays."
        ),
        source=HIDDEN_DEBT,
        fix=phrase(
            "Write where the value comes from: a percentile of which weeks, a contract, a simulation, a budget."
        ),
        find=empty("metrics", "threshold_origin", applies=_has_threshold, ask=_asked, filled=names),
    ),
    Rule(
        id="threshold-out-of-order",
        severity="error",
        reason=phrase("A critical value that comes before the warning makes one of the two senseless."),
        source=SRE_MONITORING,
        fix=phrase("Put the critical value on the worse side of the warning."),
        find=_out_of_order,
    ),
    Rule(
        id="threshold-against-direction",
        severity="warning",
        reason=phrase("When the good side raises the alarm, the bad side passes unseen."),
        source=SRE_MONITORING,
        fix=phrase("Correct the sign of the threshold, or which way is better."),
        find=_against_direction,
    ),
    Rule(
        id="metric-without-sample",
        severity="missing",
        reason=phrase("A rate of few cases jumps by chance; acting on it teaches people to ignore it."),
        source=VARIATION,
        fix=phrase("Write from how many cases on the value counts."),
        find=empty("metrics", "minimum_sample", ask=_asked),
    ),
    Rule(
        id="metric-without-direction",
        severity="missing",
        reason=phrase("Whoever is new cannot see whether a jump is good news."),
        source=ISO_9001_MEASURING,
        fix=phrase("Write whether higher or lower is better."),
        find=empty("metrics", "direction", applies=_is_undirected, ask=_asked),
    ),
    Rule(
        id="metric-without-action",
        severity="warning",
        reason=phrase("A value that changes nothing anybody does is decoration."),
        source=SRE_MONITORING,
        fix=phrase("Write what is done when the threshold is crossed, or stop measuring it."),
        find=empty("metrics", "action", applies=_has_threshold, ask=_asked),
    ),
    Rule(
        id="metric-without-silence-rule",
        severity="missing",
        reason=phrase("Missing data look like good data unless somebody has written what they mean."),
        source=ML_TEST_SCORE,
        fix=phrase("Write when it may stay silent, and what is done when no data come."),
        find=empty("metrics", "silence_rule", applies=_has_threshold, ask=_asked),
    ),
    Rule(
        id="metric-unused",
        severity="advice",
        reason=phrase("Signals that are collected and used by nothing are candidates for removal."),
        source=SRE_MONITORING,
        fix=phrase("Tie it to an alert or a step, or drop it."),
        find=_unused,
    ),
    Rule(
        id="metric-families",
        severity="advice",
        reason=phrase(
            "An AI product fails in more ways than a server: silently, by its data, by its cost, by what it says."
        ),
        source=ML_TEST_SCORE,
        fix=phrase("Add a metric of each family, or write why it needs none."),
        find=_families,
    ),
    Rule(
        id="monitoring-unwatched",
        severity="missing",
        reason=phrase("Dashboards of a dead monitoring are green."),
        source=SRE_ALERTING,
        fix=phrase("Add a heartbeat: a known bad case sent at fixed times, and somebody told when it is not caught."),
        find=_unwatched,
    ),
)
