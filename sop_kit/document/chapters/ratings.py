"""What the team said, in C7: the ratings as one chart, the figures and the rules behind it folded below."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sop_kit.assess.feasibility.judgement import Figures, Judgement
from sop_kit.assess.feasibility.processes import ProcessJudgement
from sop_kit.blocks.make import join, plain, styled
from sop_kit.blocks.model import Block, Bullets, Callout, Fold, Inline, Table, Text
from sop_kit.document.chapters.parts import table
from sop_kit.document.charts import ratings_charts
from sop_kit.document.rule_text import declared_line, rule_lines, stop_lines
from sop_kit.document.trust_text import agreement_lines, is_shaky, survives, weakest_line
from sop_kit.document.view import View, process_name, step_link, unknown, verdict_name
from sop_kit.record.kinds import ASPECTS, VERDICTS
from sop_kit.record.model import by_id


def feedback_blocks(view: View) -> tuple[Block, ...]:
    """Return the ratings as one chart, and folded below it all figures, the rules behind the verdicts, the comments."""
    say = view.say
    judgements = tuple(view.assessment.judgements.values())
    rated = rated_judgements(view)
    if not rated:
        body = (unknown(view), plain(say("Notebook 02 gathers the ratings, notebook 03 shows what they say.")))
        nobody = Callout(tone="missing", title=say("Nobody has rated the steps yet"), body=body)
        return (nobody, *comments_fold(view, judgements))
    return (
        Text(spans=join([_in_short(view, rated), _rounds(view), _shaky(view)], "\n")),
        *ratings_charts(view, rated),
        figures_fold(view),
        *comments_fold(view, judgements),
    )


def rated_judgements(view: View) -> list[Judgement]:
    """Return the judgements that rest on ratings: a chapter that was only commented on has no scores to show."""
    return [
        judgement
        for judgement in view.assessment.judgements.values()
        if any(figures.n or figures.cannot_judge for figures in judgement.aspects.values())
    ]


def figures_fold(view: View) -> Fold:
    """Return all figures, and the rules behind them, folded away."""
    summary = view.say("Figures of all ratings, and the rules behind the verdicts")
    rules = [*rule_lines(view), *stop_lines(view), *_progress(view)]
    lines = Bullets(items=tuple(plain(line) for line in (*rules, *agreement_lines(view))))
    key = Text(spans=styled("\n".join((_key(view), view.say("←: the verdict of the round before."))), "muted"))
    return Fold(anchor="ratings", summary=summary, blocks=(key, _figures_table(view, rated_judgements(view)), lines))


def comments_fold(view: View, judgements: Sequence[Judgement]) -> tuple[Block, ...]:
    """Return the comments of the last round, folded away; nothing when there is none."""
    say = view.say
    shown = comments_table(view, judgements, say("Comments of the last round"))
    if shown is None:
        return ()
    entries = [entry for judgement in judgements for entry in judgement.comments]
    blocking = sum(entry.blocking for entry in entries)
    summary = say("Comments of the last round: {n}, of them blocking: {blocking}", n=len(entries), blocking=blocking)
    return (Fold(anchor="comments", summary=summary, blocks=(shown,)),)


def comments_table(view: View, judgements: Sequence[Judgement], caption: str) -> Table | None:
    """Return what was said of some targets in the last round, and the wording proposed; nothing without comments."""
    say, said = view.say, by_id(view.record.feedback)  # a judgement holds the comments as they were written
    rows = [
        (
            step_link(view, judgement.target),
            join([styled(say("blocking"), "strong") if entry.blocking else (), plain(said[entry.id].comment)], " "),
            plain(said[entry.id].proposed),
        )
        for judgement in judgements
        for entry in judgement.comments
    ]
    columns = ((say("Target"), 0.8), (say("Comment"), 3.0), (say("Proposed wording"), 3.0))
    return table(caption, columns, rows) if rows else None


def verdict_counts(judgements: Sequence[Judgement]) -> Mapping[str, int]:
    """Return how many targets have each verdict, the best first; "" is none yet."""
    counts = Counter(judgement.verdict for judgement in judgements)
    return {verdict: counts[verdict] for verdict in (*VERDICTS, "") if counts[verdict]}


def figures_text(view: View, figures: Figures, raters: int) -> Inline:
    """Return the figures of one aspect: median, share with interval, IQR, consensus, and its warnings in words."""
    say = view.say
    if figures.n == 0:
        return plain(say("no answer (cannot judge: {n})", n=figures.cannot_judge))
    spread = 0.0 if math.isnan(figures.consensus) else figures.consensus
    # Bare numbers in a fixed order keep a row in one line; the caption says what they are.
    share = f"{figures.share:.0%} ({figures.low * 100:.0f}–{figures.high * 100:.0f})"
    numbers = [f"{figures.median:g}", share, f"{figures.iqr:g}", f"{spread:.2f}"]
    numbers += [f"n={figures.n}"] if figures.n != raters else []
    warned = ((say("divided"), figures.divided), (say("low"), figures.rated_low))
    marks = [styled(label, "strong") for label, shown in warned if shown]
    return join([plain(" ".join(numbers)), *marks], " · ")


def _in_short(view: View, rated: Sequence[Judgement]) -> Inline:
    """Return the ratings in one line: how many of each verdict, and how many are divided or blocked."""
    say = view.say
    verdicts = [
        say("{verdict}: {n}", verdict=verdict_name(view, verdict), n=n) for verdict, n in verdict_counts(rated).items()
    ]
    divided = sum(any(figures.divided for figures in judgement.aspects.values()) for judgement in rated)
    return plain(
        say(
            "Rated: {n}, by up to {raters} people each. {verdicts}. Raters divided on: {divided}. Blocked: {blocked}.",
            n=len(rated),
            raters=max(judgement.raters for judgement in rated),
            verdicts=say.list(verdicts),
            divided=divided,
            blocked=sum(bool(judgement.blocking) for judgement in rated),
        )
    )


def _rounds(view: View) -> Inline:
    say, last = view.say, view.assessment.progress[-1:]
    return plain(say("After round {n}: {why}", n=last[0].round, why=last[0].why.said(say))) if last else ()


def _shaky(view: View) -> Inline:
    """Return which verdicts hang on the weights or on one rater."""
    say = view.say
    shaky = [robust.target for robust in view.assessment.robustness.values() if is_shaky(robust)]
    if not shaky:
        return plain(say("No verdict hangs on the weights or on one rater."))
    return plain(say("Verdicts that hang on the weights or on one rater: {targets}.", targets=say.list(shaky)))


def _progress(view: View) -> Iterator[str]:
    say, rounds = view.say, view.assessment.progress
    for each in rounds:
        yield say("After round {n}: {why}", n=each.round, why=each.why.said(say))
    for rest in view.assessment.stability:
        if rest.answers:
            yield say(
                "From round {earlier} to {later}: of {n} scores that people gave twice, {kept} stayed, {up} rose and "
                "{down} fell.",
                earlier=rest.earlier,
                later=rest.later,
                n=rest.answers,
                kept=f"{rest.share:.0%}",
                up=rest.up,
                down=rest.down,
            )
    if rounds:
        yield declared_line(view, rounds[0])


def _figures_table(view: View, rated: Sequence[Judgement]) -> Table:
    say = view.say
    columns = (
        (say("Target"), 0.8),
        (say("Verdict"), 1.2),
        (say("Feasibility"), 2.1),
        (say("Clarity"), 2.1),
        (say("Accuracy"), 2.1),
    )
    rows = [
        (
            step_link(view, judgement.target),
            _verdict(view, judgement),
            *(figures_text(view, judgement.aspects[aspect], judgement.raters) for aspect in ASPECTS),
        )
        for judgement in rated
    ]
    rows += [_process(view, judged) for judged in view.assessment.processes.values() if judged.rated]
    return table(say("All figures, last round of each target"), columns, rows)


def _key(view: View) -> str:
    """Return what the bare numbers of the table are, in their order."""
    return view.say(
        "After the verdict: how often it survives {draws} draws of the weights, and leaving out each rater. "
        "Then median, share of 4 and 5 (Wilson 95 % interval), IQR (type 7), consensus Cns from 0 to 1; "
        "n = answers, where not all raters could judge. A process: all answers on its steps.",
        draws=view.record.settings.draws,
    )


def _process(view: View, judged: ProcessJudgement) -> tuple[Inline, ...]:
    robust = plain(survives(view.assessment.process_robustness[judged.process])) if judged.verdict else ()
    verdict = join([styled(verdict_name(view, judged.verdict), "strong"), robust], " ")
    # All answers together would hide the one step that is worse than the rest.
    weakest = plain(weakest_line(view, judged)) if judged.flatters else ()
    figures = (figures_text(view, judged.aspects[aspect], judged.raters) for aspect in ASPECTS)
    return (plain(process_name(view, judged.process)), join([verdict, weakest], " · "), *figures)


def _verdict(view: View, judgement: Judgement) -> Inline:
    say = view.say
    blocking = plain(say("blocking: {n}", n=judgement.blocking)) if judgement.blocking else ()
    if judgement.verdict:
        robust = plain(survives(view.assessment.robustness[judgement.target]))
        verdict = styled(verdict_name(view, judgement.verdict), "strong")
        return join([join([verdict, _before(view, judgement), robust], " "), blocking], " · ")
    least = view.record.settings.verdict_rule.minimum_raters
    if judgement.raters < least:
        return join(
            [plain(say("too few raters: {n} of at least {least}", n=judgement.raters, least=least)), blocking], " · "
        )
    return join([plain(verdict_name(view, "")), blocking], " · ")


def _before(view: View, judgement: Judgement) -> Inline:
    """Return the verdict of the round before where it was another one."""
    turns = view.assessment.history[judgement.target][-2:-1]
    if not turns or turns[0].verdict in {"", judgement.verdict}:
        return ()
    return plain(f"← {verdict_name(view, turns[0].verdict)}")
