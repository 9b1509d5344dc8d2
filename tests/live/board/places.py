"""What the tests of the board start from."""

from __future__ import annotations

from hypothesis import strategies as st

from sop_kit.document.view import View, look
from sop_kit.live.board.meant import Ids
from sop_kit.places import kit_path
from sop_kit.record.files.yaml_file import read_record
from sop_kit.record.kinds import STAGES
from sop_kit.record.model import Record
from sop_kit.record.tables import (
    Contradiction,
    Feedback,
    Image,
    Lesson,
    Next,
    Process,
    Product,
    RoleRow,
    Step,
    Translation,
)
from tests.record.strategies import HOSTILE

LINES = ("anti-fraud", "recommender", "govuk-chat", "openfoodfacts-robotoff", "wikimedia-liftwing")


def example(name: str) -> Record:
    """Return an example product line."""
    record = read_record(kit_path("workshop", f"{name}.yaml").read_bytes(), name).record
    assert record is not None
    return record


def seen(record: Record, lang: str = "en") -> View:
    """Return a record as a notebook shows it."""
    return look(record, lang)


def ids_for(record: Record) -> Ids:
    """Return what gives ids to new rows of a record without a past."""
    return Ids(record, lambda _table: ())


def small(**parts: object) -> Record:
    """Return three steps of two roles: A watches and tells B, who stops; a third role does nothing yet."""
    steps = (
        Step(id="S01", stage="monitor", action="Watch", role="a", next=(Next(to="S02"), Next(to="S03", when="red"))),
        Step(id="S02", stage="monitor", action="Tell", role="a"),
        Step(id="S03", stage="decide", action="Stop", role="b", next=(Next(to="S01"),)),
    )
    roles = (RoleRow(id="a", name="Ann's team"), RoleRow(id="b", name="Bo's team"), RoleRow(id="c", name="Reserve"))
    return Record(product=Product(id="line"), roles=roles, steps=steps).replace(**parts)


_TEXTS = st.sampled_from(["", *(text.strip() for text in HOSTILE if "\n" not in text)])
_SAID = _TEXTS.filter(bool)
_STEPS = ("S01", "S02", "S03", "S7", "步骤")
_NAMED = st.sampled_from([*_STEPS, "gone"])
_ROLES = st.sampled_from(["a", "b", "not-in-the-table"])


@st.composite
def workflows(draw: st.DrawFn) -> Record:
    """Draw a record with a few steps that say much, and rows of other tables that name them, or what is not there."""
    ids = draw(st.lists(st.sampled_from(_STEPS), unique=True, max_size=5))
    columns = ("trigger", "inputs", "tool", "time_limit", "written", "done", "agreed", "hot_spot", "title", "source")
    steps = [
        Step(
            id=step,
            stage=draw(st.sampled_from(STAGES)),
            action=draw(_SAID),
            role=draw(_ROLES),
            **{name: draw(_ROLES.map(lambda role: (role,)) | st.just(())) for name in ("consulted", "informed")},
            performers=draw(st.lists(st.sampled_from(["p", "q"]), unique=True)),
            minutes=draw(st.sampled_from([None, 0, 5, 7.5])),
            evidence=draw(st.sampled_from(["", "D", "D C", "H"])),
            process=draw(st.sampled_from(["", "own", "release"])),
            next=draw(st.lists(st.builds(Next, to=_NAMED, when=_TEXTS), max_size=3)),
            **{name: draw(_TEXTS) for name in draw(st.lists(st.sampled_from(columns), unique=True, max_size=4))},
        )
        for step in ids
    ]
    return Record(
        product=Product(id="line"),
        roles=(RoleRow(id="a", name="红队"), RoleRow(id="b", name="b"), RoleRow(id="c", name="c")),
        processes=draw(st.sampled_from([(), (Process(id="own", name="红线"),)])),
        steps=tuple(steps),
        lessons=(Lesson(id="L1", text=draw(_SAID), step=draw(_NAMED)),),
        images=(Image(id="P1", file="wall.jpg", step=draw(_NAMED)),),
        contradictions=(Contradiction(id="X9", text="differs", step=draw(_NAMED)),),
        feedback=tuple(
            Feedback(id=f"f{n}", participant="p", target=draw(_NAMED), score=3, aspect="clarity") for n in "12"
        ),
        translations=(Translation(id="t", table="steps", row=draw(_NAMED), field="action", lang="en", text="watch"),),
    )
