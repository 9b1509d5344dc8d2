"""What simulated participants write and say: notes, comments, proposals, lessons, promises and decisions."""

from __future__ import annotations

from sop_kit.words import Words


def works(say: Words) -> tuple[str, ...]:
    """Return notes about what works and should stay."""
    return (
        say("The picture of a wrong answer with the right one beside it: keep doing that"),
        say("Rolling back takes a quarter of an hour and everybody knows how"),
        say("The service desk passes complaints on the same day"),
        say("The regression set has caught three faults before release"),
        say("Releasing to a few conversations first has saved us twice"),
        say("The morning look at the board takes ten minutes, not an hour"),
        say("Whoever finds a fault hears what became of it"),
        say("One list of faults for all teams"),
    )


def hurts(say: Words) -> tuple[str, ...]:
    """Return notes about what hurts."""
    return (
        say("False alarms every night, nobody looks any more"),
        say("Too many false alarms: the real one drowns"),
        say("Alerts at night reach nobody who can do something"),
        say("We wait for the logs for three days"),
        say("The logs come too late for the analysis"),
        say("Nobody knows who may say yes to a full release"),
        say("A full release waits for somebody who is on leave"),
        say("The knowledge base is corrected, and nobody is told"),
        say("The service desk hears of a change from customers"),
        say("The same fault comes back after every training"),
        say("After a training, old faults are back"),
        say("Complaints come without the number of the conversation"),
        say("Without the number nobody finds the conversation again"),
        say("Labelling waits because the same two people do everything"),
        say("Two teams repair the same fault in two places"),
        say("Decisions are made in the corridor and written nowhere"),
        say("Who decided what, and why, cannot be found later"),
        say("The regression set is a year old"),
        say("Releases on a Friday, and nobody there on Saturday"),
    )


def in_one_head(say: Words) -> tuple[str, ...]:
    """Return notes about what only one person knows."""
    return (
        say("Only one of us can train the model again"),
        say("Training the model again: one person, and no notes"),
        say("Which threshold is right for the alert is in one head"),
        say("Only one person knows how the regression set was made"),
        say("Who to call at the supplier of the logs: one person knows"),
        say("How complaints are counted on the dashboard, nobody else knows"),
        say("The passwords for going back are with one person"),
        say("One person knows which customers complain first"),
    )


def comments(say: Words) -> tuple[str, ...]:
    """Return why somebody rates a step low."""
    return (
        say("Not at night: nobody of us is there"),
        say("It depends on who is on duty"),
        say("I have never seen this done like that"),
        say("Two of us believe it is their step, and then nobody does it"),
        say("It takes much longer than written here"),
        say("We skip this when it is busy"),
    )


def proposed(say: Words) -> tuple[str, ...]:
    """Return the better wordings that come with low ratings."""
    return (
        say("During working hours; at night only for level 1"),
        say("Done by whoever is on duty; the name stands in the rota"),
        say("Within two working days; after that the product manager is told"),
        say("With a list of three things to look at before it is closed"),
    )


def lessons(say: Words) -> tuple[tuple[str, str, str], ...]:
    """Return lessons: the kind, the key of the step they are about, the text."""
    return (
        ("worked", "screenshots", say("A picture beside the right answer halved the time of the analysis")),
        ("failed", "sort", say("We switched an alert off because it was wrong too often, and missed the real one")),
        ("worked", "small", say("Two days with a few conversations showed what no test had shown")),
        ("failed", "full", say("Released on a Friday; nobody was there on Saturday")),
        ("worked", "back", say("We practised the way back before we needed it")),
        ("failed", "article", say("An article was corrected in one language only")),
    )


def promises(say: Words) -> tuple[tuple[str, str], ...]:
    """Return what participants promise: the key of the step it is about, and the text."""
    return (
        ("sort", say("Write down which alerts may wake somebody at night")),
        ("repair", say("Train a second person to train the model again")),
        ("full", say("Ask who may say yes to a full release, and write it down")),
    )


def decisions(say: Words) -> tuple[tuple[str, str], ...]:
    """Return what the room decides: the key of the step it is about, and the text."""
    return (("full", say("No full release on Fridays or before holidays")),)


def earlier_promises(say: Words) -> tuple[str, ...]:
    """Return what was promised in an invented session before this one."""
    return (
        say("Put the link to the board into the channel of the team"),
        say("Make a list of who is on duty in December"),
        say("Bring three real complaints to the next workshop"),
    )
