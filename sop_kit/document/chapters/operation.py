"""C7: how the SoP itself is kept alive, and what the team said about it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from sop_kit.assess.feasibility import Figures, Judgement
from sop_kit.blocks.make import join, plain, styled
from sop_kit.blocks.model import Block, Bullets, Callout, Fold, Heading, Inline, Table, Text
from sop_kit.document.chapters.life import log_rules, use
from sop_kit.document.chapters.parts import author_blocks, chapter, section, table
from sop_kit.document.charts import ratings_charts
from sop_kit.document.prose import prose
from sop_kit.document.rule_text import rule_lines
from sop_kit.document.view import View, person_name, step_link, told, unknown, verdict_name
from sop_kit.record.kinds import ASPECTS, VERDICTS
from sop_kit.record.model import by_id


def operation(view: View) -> tuple[Block, ...]:
    """Return C7: how the SoP is reviewed, what was promised, what the team said, and how it was used."""
    say, product = view.say, view.record.product
    head = chapter("7", say("Keeping this SoP alive"))
    who = person_name(view, product.owner) if product.owner else say("the owner, once named")
    return (
        head,
        Bullets(
            items=(
                plain(say("Reviewed every {days} days by: {who}", days=product.review_every_days, who=who)),
                plain(say("Also reviewed after an incident, a new model family, a reorganisation or a new law.")),
                plain(say("Everybody named in chapter 2 reads each new version and confirms it.")),
                plain(say("A step that cannot be done as written is reported to the owner the same day.")),
                plain(say("Proposals for a better way are welcome at any time; they become the next version.")),
            )
        ),
        *author_blocks(view, "C7"),
        *_actions(view, head),
        section(head, "feedback", say("What the team said")),
        *feedback_blocks(view),
        *_use(view, head),
    )


def feedback_blocks(view: View) -> tuple[Block, ...]:
    """Return the ratings as one chart, and folded below it all figures, the rule behind the verdicts, the comments."""
    say = view.say
    judgements = tuple(view.assessment.judgements.values())
    # A chapter that was only commented on has no scores to show; its comments stand below.
    rated = [judgement for judgement in judgements if _is_rated(judgement)]
    if not rated:
        body = (unknown(view), plain(say("Notebook 02 gathers the ratings, notebook 03 shows what they say.")))
        nobody = Callout(tone="missing", title=say("Nobody has rated the steps yet"), body=body)
        return (nobody, *_comments(view, judgements))
    summary = say("Figures of all ratings, and the rule behind the verdicts")
    rule = Bullets(items=tuple(plain(line) for line in rule_lines(view)))
    return (
        Text(spans=_in_short(view, rated)),
        *ratings_charts(view, rated),
        Fold(anchor="ratings", summary=summary, blocks=(_figures_table(view, rated), rule)),
        *_comments(view, judgements),
    )


def _in_short(view: View, rated: Sequence[Judgement]) -> Inline:
    """Return the ratings in one line: how many of each verdict, and how many are divided or blocked."""
    say = view.say
    counts = Counter(judgement.verdict for judgement in rated)
    verdicts = [
        say("{verdict}: {n}", verdict=verdict_name(view, verdict), n=counts[verdict])
        for verdict in (*VERDICTS, "")
        if counts[verdict]
    ]
    divided = sum(any(figures.divided for figures in judgement.aspects.values()) for judgement in rated)
    blocked = sum(bool(judgement.blocking) for judgement in rated)
    raters = max(judgement.raters for judgement in rated)
    return plain(
        say(
            "Rated: {n}, by up to {raters} people each. {verdicts}. Raters divided on: {divided}. Blocked: {blocked}.",
            n=len(rated),
            raters=raters,
            verdicts=say.list(verdicts),
            divided=divided,
            blocked=blocked,
        )
    )


def _figures_table(view: View, rated: Sequence[Judgement]) -> Table:
    say = view.say
    columns = (
        (say("Target"), 0.8),
        (say("Verdict"), 1.3),
        (say("Feasibility"), 2.0),
        (say("Clarity"), 2.0),
        (say("Accuracy"), 2.0),
    )
    rows = (
        (
            step_link(view, judgement.target),
            _verdict(view, judgement),
            *(figures_text(view, judgement.aspects[aspect], judgement.raters) for aspect in ASPECTS),
        )
        for judgement in rated
    )
    caption = say(
        "Last round of each target; in this order: median, share of 4 and 5 (Wilson 95 % interval), IQR (type 7), "
        "consensus Cns from 0 to 1; n = answers, where not all raters could judge"
    )
    return table(caption, columns, rows)


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


def _is_rated(judgement: Judgement) -> bool:
    return any(figures.n or figures.cannot_judge for figures in judgement.aspects.values())


def _verdict(view: View, judgement: Judgement) -> Inline:
    say = view.say
    blocking = plain(say("blocking: {n}", n=judgement.blocking)) if judgement.blocking else ()
    if judgement.verdict:
        return join([styled(verdict_name(view, judgement.verdict), "strong"), blocking], " · ")
    least = view.record.settings.verdict_rule.minimum_raters
    if judgement.raters < least:
        return join(
            [plain(say("too few raters: {n} of at least {least}", n=judgement.raters, least=least)), blocking], " · "
        )
    return join([plain(verdict_name(view, "")), blocking], " · ")


def _comments(view: View, judgements: Sequence[Judgement]) -> tuple[Block, ...]:
    say, said = view.say, by_id(view.record.feedback)  # a judgement holds the comments as they were written
    entries = [(judgement, entry) for judgement in judgements for entry in judgement.comments]
    if not entries:
        return ()
    rows = [
        (
            step_link(view, judgement.target),
            join([styled(say("blocking"), "strong") if entry.blocking else (), plain(said[entry.id].comment)], " "),
            plain(said[entry.id].proposed),
        )
        for judgement, entry in entries
    ]
    columns = ((say("Target"), 0.8), (say("Comment"), 3.0), (say("Proposed wording"), 3.0))
    shown = table(say("Comments of the last round"), columns, rows)
    blocking = sum(entry.blocking for _, entry in entries)
    summary = say("Comments of the last round: {n}, of them blocking: {blocking}", n=len(entries), blocking=blocking)
    return (Fold(anchor="comments", summary=summary, blocks=(shown,)),)


def _use(view: View, head: Heading) -> tuple[Block, ...]:
    folds = (*use(view, head), *log_rules(view, head))
    return (section(head, "use", view.say("How it has been used")), *folds) if folds else ()


def _actions(view: View, head: Heading) -> tuple[Block, ...]:
    say = view.say
    if not view.record.actions:
        return ()
    rows = (
        (
            join([prose(view, row, "text"), step_link(view, row.step) if row.step else ()], " · "),
            plain(person_name(view, row.owner)) if row.owner else unknown(view),
            told(view, say.day(row.due)),
            plain(say.day(row.done)) or plain(say("open")),
        )
        for row in view.record.actions
    )
    columns = ((say("Promise"), 3), (say("Owner"), 1.3), (say("Due"), 1.1), (say("Done"), 1.1))
    return (section(head, "actions", say("Promises")), table(say("Who does what by when"), columns, rows))
