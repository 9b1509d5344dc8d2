"""C7: how the SoP itself is kept alive, and what the team said about it."""

from __future__ import annotations

import math

from sop_kit.assess.feasibility import Figures, Judgement
from sop_kit.blocks.make import join, plain, styled
from sop_kit.blocks.model import Block, Bullets, Callout, Inline
from sop_kit.document.chapters.life import log_rules, use
from sop_kit.document.chapters.parts import author_blocks, chapter, section, table
from sop_kit.document.rule_text import rule_lines
from sop_kit.document.view import View, person_name, step_link, told, unknown, verdict_name
from sop_kit.record.model import by_id


def operation(view: View) -> tuple[Block, ...]:
    """Return C7: review, feedback and verdicts, promises."""
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
        section(head, "feedback", say("What the team said")),
        *feedback_blocks(view),
        *_actions(view, head.anchor),
        *use(view, head),
        *log_rules(view, head),
        *author_blocks(view, "C7"),
    )


def feedback_blocks(view: View) -> tuple[Block, ...]:
    """Return the figures and verdicts of every rated target, and the rule behind them."""
    say = view.say
    judgements = tuple(view.assessment.judgements.values())
    # A chapter that was only commented on has no scores to show; its comments stand below.
    rated = [judgement for judgement in judgements if _is_rated(judgement)]
    if not rated:
        body = (unknown(view), plain(say("Notebook 02 gathers the ratings, notebook 03 shows what they say.")))
        nobody = Callout(tone="missing", title=say("Nobody has rated the steps yet"), body=body)
        return (nobody, *_comments(view, judgements))
    columns = (
        (say("Target"), 0.9),
        (say("Verdict"), 1.1),
        (say("Feasibility"), 2.0),
        (say("Clarity"), 2.0),
        (say("Accuracy"), 2.0),
        (say("Blocking"), 0.8),
    )
    rows = (
        (
            step_link(view, judgement.target),
            _verdict(view, judgement),
            *(figures_text(view, judgement.aspects[aspect]) for aspect in ("feasibility", "clarity", "accuracy")),
            plain(str(judgement.blocking)),
        )
        for judgement in rated
    )
    note = say(
        "n = answers; share = answers of 4 or 5 with Wilson 95 % interval; IQR by type 7; Cns = consensus, 0 to 1."
    )
    return (
        table(say("Scores and verdicts, last round of each target"), columns, rows),
        Bullets(items=(plain(note), *(plain(line) for line in rule_lines(view)))),
        *_comments(view, judgements),
    )


def figures_text(view: View, figures: Figures) -> Inline:
    """Return the figures of one aspect as text: median, share with interval, IQR, consensus, n, and its warnings."""
    say = view.say
    if figures.n == 0:
        return plain(say("no answer (cannot judge: {n})", n=figures.cannot_judge))
    numbers = say(
        "median {median:g}, n = {n}\nshare {share:.0%} ({low:.0%}–{high:.0%})\nIQR {iqr:g}, Cns {consensus:.2f}",
        median=figures.median,
        n=figures.n,
        share=figures.share,
        low=figures.low,
        high=figures.high,
        iqr=figures.iqr,
        consensus=0.0 if math.isnan(figures.consensus) else figures.consensus,
    )
    marks = [
        styled(label, "strong")
        for label, shown in (
            (say("divided"), figures.divided),
            (say("low"), figures.rated_low),
        )
        if shown
    ]
    return join([plain(numbers), *marks], "\n")


def _is_rated(judgement: Judgement) -> bool:
    return any(figures.n or figures.cannot_judge for figures in judgement.aspects.values())


def _verdict(view: View, judgement: Judgement) -> Inline:
    say = view.say
    if judgement.verdict:
        return styled(verdict_name(view, judgement.verdict), "strong")
    least = view.record.settings.verdict_rule.minimum_raters
    if judgement.raters < least:
        return plain(say("too few raters: {n} of at least {least}", n=judgement.raters, least=least))
    return plain(verdict_name(view, ""))


def _comments(view: View, judgements: tuple[Judgement, ...]) -> tuple[Block, ...]:
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
    if not rows:
        return ()
    columns = ((say("Target"), 0.8), (say("Comment"), 3.0), (say("Proposed wording"), 3.0))
    return (table(say("Comments of the last round"), columns, rows),)


def _actions(view: View, anchor: str) -> tuple[Block, ...]:
    say = view.say
    if not view.record.actions:
        return ()
    rows = (
        (
            plain(row.text),
            plain(person_name(view, row.owner)) if row.owner else unknown(view),
            told(view, row.due),
            plain(row.done) or plain(say("open")),
        )
        for row in view.record.actions
    )
    columns = ((say("Promise"), 3), (say("Owner"), 1.3), (say("Due"), 1.1), (say("Done"), 1.1))
    heading = section(chapter("7", ""), "actions", say("Promises"))
    return (heading.model_copy(update={"anchor": f"{anchor}-actions"}), table(say("Promises"), columns, rows))
