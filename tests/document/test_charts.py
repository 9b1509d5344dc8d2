"""Charts show the figures they are given, follow the page's colours, and say the same in words."""

import re
from xml.etree import ElementTree as ET

import pytest

from sop_kit.blocks.html_style import palette
from sop_kit.blocks.svg_filter import safe_picture
from sop_kit.document.charts import MOST_ROWS, load_chart, ratings_chart, ratings_charts
from sop_kit.document.view import View, look
from sop_kit.record.model import Record
from sop_kit.record.tables import Feedback, Product, RoleRow, Step
from tests.document.test_sop import example

SVG = "{http://www.w3.org/2000/svg}"


def rated(target: str, *scores: int) -> list[Feedback]:
    return [
        Feedback(id=f"{target}-{n}-{aspect}", participant=f"p{n}", target=target, aspect=aspect, score=score)
        for n, score in enumerate(scores)
        for aspect in ("feasibility", "clarity", "accuracy")
    ]


def seen(*feedback: Feedback, steps: int = 3) -> View:
    rows = tuple(Step(id=f"S{n}", stage="monitor", action=f"do {n}", role="ops") for n in range(steps))
    return look(Record(product=Product(id="line"), steps=rows, feedback=feedback), "en")


def chart(view: View):
    return ratings_chart(view, tuple(view.assessment.judgements.values()))


def marks(svg: str, name: str) -> list[ET.Element]:
    return list(ET.fromstring(svg).iter(SVG + name))  # noqa: S314  the kit's own


def test_a_row_says_how_many_answered():
    silent = Feedback(id="s", participant="p9", target="S1", aspect="clarity")
    few = Feedback(id="f", participant="p8", target="S2", aspect="clarity", score=4)
    figure = chart(seen(*rated("S1", 1, 3, 4, 4, 5), silent, *rated("S2", 4, 4), few))
    at = next(each.get("x") for each in marks(figure.svg, "text") if each.text == "n")
    assert [each.text for each in marks(figure.svg, "text") if each.get("x") == at] == ["5", "2–3", "n"]


def data(svg: str, look: str) -> list[str]:
    """Return the pieces of the path with this look; one that is not drawn has none."""
    found = re.search(rf'<path [^>]*{look}[^>]*? d="([^"]*)"', svg)
    return re.findall("M[^M]+", found[1]) if found else []


DIAMOND, DASHED, DOT, BAR = (
    'stroke-width="2"',
    "stroke-dasharray=.3 2.",
    'stroke-width="9"',
    '#0b5cad" stroke-width="3"',
)


def test_a_low_median_is_a_diamond_and_a_divided_aspect_a_dashed_bar():
    low, fine = chart(seen(*rated("S1", 2, 2, 2))), chart(seen(*rated("S1", 5, 5, 5)))
    assert len(data(low.svg, DIAMOND)) == 3 + 1  # and one in the legend
    assert len(data(fine.svg, DIAMOND)) == 1
    divided = chart(seen(*rated("S1", 1, 1, 5, 5)))
    assert len(data(divided.svg, DASHED)) == 3 + 1
    assert len(data(fine.svg, DASHED)) == 1


def test_a_bar_stands_where_the_quartiles_are():
    figure = chart(seen(*rated("S1", 1, 3, 4, 4, 5)))
    bar, dot = data(figure.svg, BAR)[0], data(figure.svg, DOT)[0]
    start, long = (float(number) for number in re.fullmatch(r"M([\d.]+) [\d.]+h([\d.]+)", bar).groups())
    scale = {label.text: float(label.get("x")) for label in marks(figure.svg, "text") if label.text in {"3", "4"}}
    one = scale["4"] - scale["3"]
    assert long - 6 == pytest.approx(one, abs=0.2)  # P25 = 3, P75 = 4; the bar is 3 px longer at each end
    assert float(dot[1:].split()[0]) - (start + 3) == pytest.approx(one, abs=0.2)  # the median is 4


def test_more_rows_than_a_page_holds_go_on_in_further_charts_of_equal_length():
    count = MOST_ROWS + 15
    view = seen(*(each for n in range(count) for each in rated(f"S{n}", 4, 5, 5)), steps=count)
    charts = ratings_charts(view, tuple(view.assessment.judgements.values()))
    assert [figure.name for figure in charts] == ["ratings", "ratings-2"]
    assert [figure.svg.count("#step-S") for figure in charts] == [count // 2, count // 2]


def test_what_nobody_rated_draws_nothing():
    comment = Feedback(id="f", participant="p", target="S1", comment="too slow")
    assert chart(seen(comment)) is None
    assert load_chart(seen(steps=0)) is None


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["anti-fraud", "recommender"])
def test_a_chart_has_only_colours_of_the_page_and_is_safe_to_show(name, lang):
    view = look(example(name), lang)
    for figure in (*ratings_charts(view, tuple(view.assessment.judgements.values())), load_chart(view)):
        picture = safe_picture(figure.svg, prefix="p-")
        assert picture.whole
        assert picture.colours <= palette().keys() | {"none"}
        assert figure.alt


def test_hostile_names_stay_text_and_stay_in_their_column():
    word = "<script>alert(1)</script>&\u202egpj" + 10_000 * "W"
    given = {
        "product": Product(id="line"),
        "roles": (RoleRow(id="ops", name=word),),
        "steps": (Step(id="S1", stage="monitor", action=word, role="ops"),),
        "feedback": tuple(rated("S1", 4)),
    }
    view = look(Record.model_validate(given), "en")
    for figure in (chart(view), load_chart(view)):
        assert "<script" not in figure.svg
        assert max(len(each.text or "") for each in marks(figure.svg, "text")) < 80
