"""What is said, done and there at the end in each block of a workshop."""

from __future__ import annotations

from dataclasses import dataclass

from sop_kit.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockWords:
    """The words of one block, in one language."""

    name: str
    panel: str
    spoken: str
    work: str
    done: str
    remote: str
    late: str


def welcome(say: Words) -> BlockWords:
    """Return the words of the opening."""
    return BlockWords(
        name=say("Welcome, and how we work today"),
        panel=say("Agenda"),
        spoken=say(
            "Today we draw what we really do, not what the handbook says. What you write unseen is shown without names "
            "and in shuffled order; what we promise at the end has a name."
        ),
        work=say(
            "Each one says name, role and one thing they do for this product every week. The facilitator shows the "
            "agenda and names the scribe and the timekeeper."
        ),
        done=say("Everybody has spoken once; scribe and timekeeper are named; the right product line is open."),
        remote=say("Call people by name, those who are not in the room first; test that each of them can be heard."),
        late=say("Name and role only. Never leave out what happens to what people write."),
    )


def actions(say: Words) -> BlockWords:
    """Return the words of the block that goes through the open promises."""
    return BlockWords(
        name=say("What became of the last promises"),
        panel=say("Promises of earlier sessions"),
        spoken=say(
            "Before anything new: what did we promise last time, and what became of it? Done, a new day, or taken "
            "back: each of the three is an answer."
        ),
        work=say(
            "Each owner says one of the three in a sentence; the scribe ticks it or sets the new day. Nobody "
            "justifies anything."
        ),
        done=say(
            "No open promise without a word from today. In the first workshop: skip it and begin to draw earlier."
        ),
        remote=say("Ask owners who cannot come by chat the day before, and read their answer out."),
        late=say("Only the promises that are overdue; the others by chat afterwards."),
    )


def draw(say: Words) -> BlockWords:
    """Return the words of the block in which the workflow is drawn."""
    return BlockWords(
        name=say("Draw what we really do"),
        panel=say("Board"),
        spoken=say(
            "Think of the last real case, say last Tuesday's alert. Who noticed it, what did they do, and who came "
            "next? One note is one step, and it begins with a verb."
        ),
        work=say(
            "Tell one real case after another, from monitoring to release and back. Whoever does the step tells it; "
            "the scribe writes it on the board in the same words. Where the handbook says something else, it goes "
            "into the step's “written”; nobody argues about it now."
        ),
        done=say(
            "The loop is closed: every stage has a step, every step has a role, and release leads back to monitoring."
        ),
        remote=say(
            "A second scribe among the remote people writes on the same board from their own JupyterLab, tried the "
            "week before; both see each other's edits."
        ),
        late=say(
            "Draw monitoring, feedback and release, and put one hot spot “not drawn yet” into each other stage. Never "
            "leave out the way back from release to monitoring."
        ),
    )


def walk(say: Words) -> BlockWords:
    """Return the words of the block in which people walk through what they have drawn."""
    return BlockWords(
        name=say("Walk it once more, for what is missing"),
        panel=say("Board"),
        spoken=say(
            "We walk from left to right. At each step: what must be there before you begin, what comes out, how do you "
            "see that it is good, and what if it fails?"
        ),
        work=say(
            "Fill in the step cards: input, output, standard, time limit, what if it fails. Write conditions on the "
            "arrows. Mark hot spots, waiting, and steps that only one person knows."
        ),
        done=say("Every step says what comes out and what comes next; hot spots and steps in one head are marked."),
        remote=say("Those who are not in the room take every second step: ask them before the room adds anything."),
        late=say(
            "Only hot spots and steps in one head. The rest is filled in on days 3 and 4 by those who do the step."
        ),
    )


def collect(say: Words) -> BlockWords:
    """Return the words of the block in which everybody writes alone."""
    return BlockWords(
        name=say("Everybody writes alone, unseen"),
        panel=say("Write unseen"),
        spoken=say(
            "Now we are silent. Write for yourself: what works and should stay, what hurts, what does only one person "
            "know? One thought a note. No name is kept; once the notes are revealed, nobody can tell who wrote which."
        ),
        work=say(
            "Write on paper, or one after the other at one laptop, with the projector off. The panel shows how many "
            "have answered, never what. The facilitator writes nothing and looks over nobody's shoulder."
        ),
        done=say("Everybody has answered or passed; then all notes are revealed at once, in shuffled order."),
        remote=say(
            "Nobody talks online either. Remote people send their notes to somebody who leads nobody here; that "
            "person shuffles them with the paper sheets and types them in."
        ),
        late=say("Ask one question in place of three. Never let people say it aloud in place of writing it."),
    )


def cluster(say: Words) -> BlockWords:
    """Return the words of the block in which notes are put together."""
    return BlockWords(
        name=say("Put like with like"),
        panel=say("Clusters"),
        spoken=say(
            "Read first, in silence. What belongs together goes into one cluster, and each cluster gets a name in "
            "the words of its notes."
        ),
        work=say(
            "People say what belongs together, and the scribe moves it; the kit suggests what is alike, and people "
            "decide. A cluster about one step is tied to that step. Nobody asks who wrote a note."
        ),
        done=say("Every cluster has a name. No note is thrown away; a note may also stand alone."),
        remote=say("Remote people propose the first three clusters."),
        late=say("Take the suggestions as they are and mend only what is plainly wrong."),
    )


def vote(say: Words) -> BlockWords:
    """Return the words of the block in which topics are chosen."""
    return BlockWords(
        name=say("Choose with dots what to talk about"),
        panel=say("Dot voting"),
        spoken=say("Put your dots where talking helps us most today. They do not say who is right."),
        work=say(
            "Everybody spends their dots alone, at the laptop or on the paper sheet; the counts stay hidden until "
            "the vote is closed."
        ),
        done=say("Everybody has voted, and the order of the topics stands."),
        remote=say("Remote people send their dots to whoever types in the paper sheets, never to the group chat."),
        late=say("Give fewer dots and one minute. Never vote by show of hands: hands follow the boss."),
    )


def talk(say: Words) -> BlockWords:
    """Return the words of the block about the topics with the most dots."""
    return BlockWords(
        name=say("Talk about what got the most dots"),
        panel=say("Dot voting"),
        spoken=say("What do we do today, and what should we do? Can we decide it ourselves, here and now?"),
        work=say(
            "Topic by topic, seven to ten minutes each: first a real case, told by who was there, then the others. "
            "What is settled goes into the step's “agreed” or becomes a decision. Ask also what works here and must "
            "stay."
        ),
        done=say(
            "Every topic ends as a decision, a promise with owner and day, or an open question with somebody to ask."
        ),
        remote=say("Before the room answers, one person who is not in the room is asked by name."),
        late=say("Fewer topics, not hastier ones. What is left goes on the list for day 7."),
    )


def rate(say: Words) -> BlockWords:
    """Return the words of the block in which the picture is rated."""
    return BlockWords(
        name=say("Rate what has been drawn"),
        panel=say("Rating"),
        spoken=say(
            "Each for yourself, one to five: could I work like this tomorrow, is it clear whose step it is, is it what "
            "we really do? “Cannot judge” is an answer too."
        ),
        work=say(
            "Everybody rates alone, in notebook 02 or on the paper sheet, the steps with hot spots first. A score of "
            "2 or less comes with a better wording."
        ),
        done=say("Everybody has rated or passed, and nobody saw a figure before the rating was closed."),
        remote=say(
            "Remote people send their scores to whoever types in the paper sheets. Read the time out once, halfway."
        ),
        late=say("Leave it out: days 5 and 6 are there for it, in notebook 02. Never rate aloud in place of it."),
    )


def divided(say: Words) -> BlockWords:
    """Return the words of the block about what opinions differ on."""
    return BlockWords(
        name=say("Talk about what divides us most"),
        panel=say("Most divided first"),
        spoken=say(
            "Here opinions differ, and that is worth our time. What might somebody have seen who gives a five, and "
            "what somebody who gives a two?"
        ),
        work=say(
            "Take the most divided step, not the lowest one. Look for the two cases behind the two opinions; mend the "
            "wording, or write down both ways as a contradiction."
        ),
        done=say("The step has a better wording, or both ways stand written down with who decides between them."),
        remote=say("Nobody has to say which score was theirs, neither in the room nor online."),
        late=say("Leave it out: it comes back on day 7, in notebook 03."),
    )


def agree(say: Words) -> BlockWords:
    """Return the words of the block in which people decide and promise."""
    return BlockWords(
        name=say("Decide and promise"),
        panel=say("Decisions and promises"),
        spoken=say("Who does what by when? A promise is spoken by the one who keeps it, with a day."),
        work=say(
            "The scribe reads each decision out. Each promise gets one owner who is here and a day. Each of the four "
            "processes gets somebody who writes its part: somebody who does it."
        ),
        done=say("Every promise has an owner who said yes, and a day; every process has somebody who writes it."),
        remote=say("Remote owners say yes aloud or in the chat. Silence is not a yes."),
        late=say("Never shorten it. Take the minutes from the discussion before it."),
    )


def close(say: Words) -> BlockWords:
    """Return the words of the end."""
    return BlockWords(
        name=say("Close, and what comes next"),
        panel=say("What we agreed today"),
        spoken=say(
            "This is what we agreed today; you will have it within the hour. A last word from each: what was worth "
            "your time?"
        ),
        work=say(
            "Show the page “what we agreed today”, send it, and say what comes next: step cards, ratings, draft. Each "
            "one says one sentence."
        ),
        done=say("The page is sent, and the next date stands in everybody's calendar."),
        remote=say("The last words go round in the chat; the facilitator reads them out."),
        late=say("Leave out the round. Never leave without having sent the page."),
    )


def pause(say: Words) -> BlockWords:
    """Return the words of a break."""
    return BlockWords(
        name=say("Break"),
        panel=say("Agenda"),
        spoken=say("We take a break, and go on at the time on the screen with whoever is back."),
        work=say(
            "Everybody leaves the table. Facilitator and scribe look over the board: what is missing, who has not "
            "spoken?"
        ),
        done=say("Begun again on time; the facilitator knows whom to ask next."),
        remote=say("Say when it goes on in the time of those who are elsewhere; cameras and microphones off."),
        late=say("Never leave it out. Tired people agree to anything."),
    )
