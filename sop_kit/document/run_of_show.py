"""The run of show of an agenda as a page of Markdown: it stands in ``workshop/guide``, and is read on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from sop_kit.document.agenda import AgendaKind, AgendaPhase, agenda, agenda_name
from sop_kit.words import Words

_HOUR = 60
_GAINS = 3  # blocks that are named as those to shorten


def run_of_show(kind: AgendaKind, say: Words) -> str:
    """Return the page: every block at a glance, then block by block what is said and done, and what is left out."""
    phases = agenda(kind, say)
    total = sum(phase.minutes for phase in phases)
    begins = (0, *accumulate(phase.minutes for phase in phases))
    lines = [
        f"# {say('Run of show: {agenda}', agenda=agenda_name(kind, say))}",
        "",
        say(
            "{total} minutes. Generated from the agenda of the kit: the panel in notebook 00 says the same.",
            total=total,
        ),
        "",
        *_at_a_glance(phases, begins, say),
        "",
        f"> **{say('When it runs late')}**",
        *(f"> {line}".rstrip() for line in _late(phases, say)),
    ]
    for number, (phase, begin) in enumerate(zip(phases, begins, strict=False), start=1):
        lines += ["", f"## {clock(begin)} · {number}. {phase.name}", "", *_block(phase, say)]
    return "\n".join(lines) + "\n"


def clock(minutes: int) -> str:
    """Return minutes after the beginning as hours and minutes."""
    return f"{minutes // _HOUR}:{minutes % _HOUR:02}"


def _at_a_glance(phases: tuple[AgendaPhase, ...], begins: tuple[int, ...], say: Words) -> Iterator[str]:
    heads = (say("At"), say("Minutes"), say("At least"), say("Phase"), say("Notebook"), say("On the screen"))
    yield _row(heads)
    yield _row(("---",) * len(heads))
    for phase, begin in zip(phases, begins, strict=False):
        least = str(phase.least) if phase.least else say("may be left out")
        yield _row((clock(begin), str(phase.minutes), least, phase.name, phase.notebook or "–", phase.panel))


def _late(phases: tuple[AgendaPhase, ...], say: Words) -> Iterator[str]:
    kept = {phase.name for phase in phases if phase.least == phase.minutes}
    dropped = [phase for phase in phases if not phase.least]
    gains = sorted(phases, key=lambda phase: phase.least - phase.minutes)
    shortened = [phase for phase in gains if phase.least and phase.name not in kept]
    lasting = [phase for phase in phases if phase.name in kept]
    if dropped:
        yield say("Leave out first: {blocks}.", blocks=_names(dropped, say))
        yield ""
    yield say(
        "Shorten, the longest gain first, down to the minutes under “At least”: {blocks}.",
        blocks=_names(shortened[:_GAINS], say),
    )
    yield ""
    yield say("Never shorten: {blocks}.", blocks=_names(lasting, say))


def _names(phases: Sequence[AgendaPhase], say: Words) -> str:
    # Quoted, because a name may hold a comma.
    return say.list([f"“{name}”" for name in dict.fromkeys(phase.name for phase in phases)])


def _block(phase: AgendaPhase, say: Words) -> Iterator[str]:
    place = (
        say("{minutes} minutes", minutes=phase.minutes),
        say("notebook {notebook}", notebook=phase.notebook) if phase.notebook else "",
        phase.panel,
    )
    yield from (" · ".join(part for part in place if part), "", f"> **{say('Read out')}**", f"> {phase.spoken}", "")
    for label, text in (
        (say("People do"), phase.work),
        (say("There at the end"), phase.done),
        (say("Remote"), phase.remote),
        (say("Late"), phase.late),
    ):
        yield f"- **{label}{':' if say.lang == 'en' else '：'}** {text}"


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
