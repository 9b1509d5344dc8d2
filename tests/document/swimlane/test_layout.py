from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sop_kit.document.swimlane.check import check
from sop_kit.document.swimlane.layout import (
    A4,
    HALF_A4,
    Arrow,
    Beyond,
    Box,
    Diagram,
    Lane,
    Layout,
    Point,
    Rect,
    Route,
    lay_out,
    letters_on,
)
from sop_kit.document.swimlane.textfit import clean, fit, width
from sop_kit.errors import BadRequest
from tests.document.swimlane.diagrams import COLUMNS, REAL, chinese, diagrams, generated, plausible, real

ONE_LANE = (Lane("team", "Team"),)


def flow(*steps: tuple[str, str], arrows: str = "") -> Diagram:
    """Boxes (id, stage) in one lane; arrows as ``"a>b b>c:label"``."""
    pairs = (arrow.partition(":")[::2] for arrow in arrows.split())
    return Diagram(
        ONE_LANE,
        COLUMNS,
        tuple(Box(code, "team", stage, f"Do {code}") for code, stage in steps),
        tuple(Arrow(*ends.split(">"), label) for ends, label in pairs),
    )


def route(layout: Layout, source: str, target: str) -> Route:
    return next(r for r in layout.routes if (r.arrow.source, r.arrow.target) == (source, target))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(diagrams())
def test_nothing_overlaps_in_any_diagram(diagram):
    assert check(lay_out(diagram)) == ()


@pytest.mark.parametrize("first", range(0, 2000, 250))
def test_nothing_overlaps_in_two_thousand_flows_of_5_to_60_steps(first):
    for seed in range(first, first + 250):
        diagram = plausible(seed)
        sheet = HALF_A4 if diagram.beyond else A4
        assert check(lay_out.__wrapped__(diagram, sheet)) == (), seed


@pytest.mark.parametrize("diagram", [*map(real, REAL), chinese()], ids=[*REAL, "chinese"])
def test_real_workflows_are_whole_and_well_legible_on_a_page(diagram):
    layout = lay_out(diagram)
    assert check(layout) == ()
    assert letters_on(A4, layout) >= 7
    assert not any(box.cut for box in layout.boxes)
    assert not any(lane.cut for lane in layout.lanes)


def test_flows_of_up_to_34_steps_are_legible_on_one_page_and_of_up_to_60_nearly():
    flows = [replace(plausible(seed), beyond=()) for seed in range(150)]
    letters = [(len(one.boxes), letters_on(A4, lay_out(one))) for one in flows]
    assert min(points for steps, points in letters if steps <= 34) >= 6
    assert min(points for _, points in letters) >= 4.8


@pytest.mark.parametrize(("lanes", "arrows"), [(15, 400), (1, 300), (3, 350)])
def test_three_hundred_boxes_are_drawn_without_an_overlap(lanes, arrows):
    assert check(lay_out(generated(lanes, boxes=300, lanes=lanes, arrows=arrows))) == ()


def test_the_same_diagram_gives_the_same_layout():
    diagram = generated(5, boxes=40, lanes=6, arrows=60)
    assert lay_out.__wrapped__(diagram) == lay_out.__wrapped__(diagram)


def test_neighbours_in_a_row_are_joined_by_a_straight_line():
    layout = lay_out(flow(("a", "monitor"), ("b", "feedback"), arrows="a>b"))
    assert len(route(layout, "a", "b").points) == 2


def test_an_arrow_leaves_on_the_right_and_arrives_on_the_left():
    layout = lay_out(flow(("a", "monitor"), ("b", "feedback"), ("c", "analyse"), arrows="a>c a>b b>c"))
    areas = {box.box.id: box.area for box in layout.boxes}
    for source, target in (("a", "b"), ("b", "c")):
        points = route(layout, source, target).points
        assert points[0].x == areas[source].right
        assert points[-1].x == areas[target].x


def test_a_neighbour_below_is_reached_straight_down_with_the_condition_beside_the_line():
    diagram = Diagram(
        (Lane("one", "One"), Lane("two", "Two")),
        COLUMNS,
        (Box("a", "one", "monitor", "Do a"), Box("b", "two", "monitor", "Do b")),
        (Arrow("a", "b", "yes"), Arrow("b", "a", "no")),
    )
    layout = lay_out(diagram)
    for each in layout.routes:
        assert len(each.points) == 2
        assert each.points[0].x == each.points[1].x < each.label.area.x
    assert check(layout) == ()


def test_signs_name_the_steps_of_other_pictures_beside_their_box():
    diagram = replace(
        flow(("a", "monitor"), ("b", "monitor"), arrows="a>b"),
        beyond=(Beyond("b", ("x", "y"), "if red"), Beyond("a", ("z",), comes=True), Beyond("nowhere", ("x",))),
    )
    layout = lay_out(diagram, HALF_A4)
    areas = {box.box.id: box.area for box in layout.boxes}
    out, into = layout.beyond
    assert (out.lines, into.lines) == (("x, y",), ("z",))
    assert out.points[0].x == areas["b"].right < out.tag.x
    assert into.points[1].x == areas["a"].x > into.tag.right
    assert out.label.lines == ("if red",)
    assert check(layout) == ()


def test_an_arrow_to_an_earlier_stage_leads_back():
    layout = lay_out(flow(("a", "monitor"), ("z", "release"), arrows="a>z z>a"))
    assert not route(layout, "a", "z").back
    assert route(layout, "z", "a").back
    assert route(layout, "z", "a").points[0].x < route(layout, "a", "z").points[-1].x + 1


def test_arrows_to_one_box_arrive_at_one_point():
    steps = [(f"s{n}", "monitor") for n in range(4)]
    layout = lay_out(flow(*steps, ("t", "feedback"), arrows=" ".join(f"s{n}>t" for n in range(4))))
    assert len({each.points[-1] for each in layout.routes}) == 1


def test_an_arrow_over_a_box_goes_around_it():
    layout = lay_out(flow(("a", "monitor"), ("b", "feedback"), ("c", "analyse"), arrows="a>c a>b b>c"))
    assert len(route(layout, "a", "c").points) > 2
    assert check(layout) == ()


def test_self_loops_are_drawn_and_dangling_arrows_are_not():
    layout = lay_out(flow(("a", "monitor"), ("b", "feedback"), arrows="a>a a>b a>b a>nowhere nowhere>a"))
    assert [(each.arrow.source, each.arrow.target) for each in layout.routes] == [("a", "a"), ("a", "b")]
    assert check(layout) == ()


def test_two_conditions_to_the_same_step_are_both_shown():
    layout = lay_out(flow(("a", "monitor"), ("b", "feedback"), arrows="a>b:yes a>b:perhaps"))
    assert [each.label.lines for each in layout.routes] == [("yes",), ("perhaps",)]
    assert check(layout) == ()


def test_an_empty_column_is_narrow_but_there():
    layout = lay_out(flow(("a", "monitor"), ("b", "release")))
    widths = {column.column.id: column.area.w for column in layout.columns}
    assert 0 < widths["decide"] < widths["monitor"]
    assert [column.empty for column in layout.columns] == [False, True, True, True, True, False]


def test_the_loop_leads_from_the_last_head_to_the_first():
    layout = lay_out(flow(("a", "monitor"), ("b", "release")))
    first, last = layout.columns[0].head, layout.columns[-1].head
    assert last.x < layout.loop[0].x < last.right
    assert first.x < layout.loop[-1].x < first.right


def test_a_box_without_its_lane_is_refused():
    diagram = flow(("a", "monitor"))
    with pytest.raises(BadRequest, match="Box 'a' stands in lane 'team'"):
        lay_out(replace(diagram, lanes=(Lane("other", "Other"),)))


def test_an_empty_picture_is_refused():
    with pytest.raises(BadRequest, match="no box to draw"):
        lay_out(flow())


def moved(layout: Layout, **changes: object) -> Layout:
    return replace(layout, boxes=(replace(layout.boxes[0], **changes), *layout.boxes[1:]))


def sketch() -> Layout:
    return lay_out(flow(("a", "monitor"), ("b", "feedback"), ("c", "analyse"), arrows="a>b:yes b>c a>c"))


def test_the_check_finds_boxes_on_each_other():
    layout = sketch()
    assert "box 'b' overlaps box 'a'." in " ".join(check(moved(layout, area=layout.boxes[1].area))).replace(
        "box 'a' overlaps box 'b'.", "box 'b' overlaps box 'a'."
    )


def test_the_check_finds_lines_through_boxes_and_labels():
    layout = sketch()
    label = route(layout, "a", "b").label.area
    start, end = layout.boxes[0].area, layout.boxes[2].area
    level = layout.boxes[1].area.y + 2
    through = Route(
        Arrow("a", "c"),
        (Point(start.right, level), Point(end.x, level)),
        back=False,
    )
    findings = check(replace(layout, routes=(layout.routes[0], through)))
    assert "arrow 'a' → 'c' runs through box 'b'." in findings
    over_label = replace(through, points=tuple(Point(p.x, label.y + label.h / 2) for p in through.points))
    findings = check(replace(layout, routes=(layout.routes[0], over_label)))
    assert "arrow 'a' → 'c' runs through the label of arrow 'a' → 'b'." in findings


def test_the_check_finds_lines_on_each_other_slanted_ones_and_loose_ends():
    layout = sketch()
    one = route(layout, "a", "b")
    twin = replace(one, arrow=Arrow("a", "c"), label=None)
    findings = check(replace(layout, routes=(one, twin)))
    assert "arrow 'a' → 'b' lies on arrow 'a' → 'c'." in findings
    assert "arrow 'a' → 'c' does not run from the edge of its first box to the edge of its second." in findings
    slanted = replace(one, points=(one.points[0], Point(one.points[-1].x, one.points[-1].y + 3)))
    assert "arrow 'a' → 'b' has a slanted piece." in check(replace(layout, routes=(slanted,)))


def test_the_check_finds_signs_on_boxes_and_away_from_them():
    diagram = replace(flow(("a", "monitor"), ("b", "release")), beyond=(Beyond("a", ("x",)),))
    layout = lay_out(diagram)
    (sign,) = layout.beyond
    inside = replace(sign, tag=layout.boxes[1].area)
    assert "the sign 'x' of 'a' overlaps box 'b'." in " ".join(check(replace(layout, beyond=(inside,)))).replace(
        "box 'b' overlaps the sign 'x' of 'a'.", "the sign 'x' of 'a' overlaps box 'b'."
    )
    away = replace(sign, points=tuple(Point(point.x + 3, point.y) for point in sign.points))
    assert "the arrow of the sign 'x' of 'a' does not touch its box." in check(replace(layout, beyond=(away,)))


def test_the_check_finds_what_reaches_outside():
    layout = moved(sketch(), area=Rect(-5, 200, 50, 50))
    assert "box 'a' reaches outside the picture." in check(layout)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Check the alarm now", ("Check the", "alarm now")),
        ("admin-area-settings", ("admin-area-", "settings")),
        ("核对错误率、延迟", ("核对错误率、", "延迟")),
        ("灰度 GPU（两台）", ("灰度 GPU", "（两台）")),
    ],
)
def test_text_breaks_where_a_reader_expects_it(text, lines):
    assert fit(text, room=75, size=12, most_lines=5).lines == lines


@given(st.text(max_size=80), st.floats(20, 200), st.floats(0, 20))
def test_fitting_loses_nothing_but_blanks_and_overflows_nowhere(text, room, taken):
    fitted = fit(text, room=room, size=12, most_lines=200, taken=taken)
    assert "".join("".join(fitted.lines).split()) == "".join(clean(text).split())
    assert all(width(line, 12) <= room or len(line) == 1 for line in fitted.lines)


def test_a_text_that_does_not_fit_says_so():
    fitted = fit("Look at every dashboard of every environment", room=64, size=12, most_lines=2)
    assert fitted.cut
    assert fitted.lines[-1].endswith("…")
    assert all(width(line, 12) <= 64 for line in fitted.lines)


def test_a_sign_stays_with_its_figure_and_a_letter_does_not_stand_alone_beside_something():
    assert fit("PSI ≥ 0.25", room=50, size=12, most_lines=5).lines == ("PSI", "≥ 0.25")
    assert fit("离线评估", room=60, size=12, most_lines=5, taken=48).lines == ("", "离线评估")


def test_no_line_begins_with_closing_punctuation():
    for room in range(62, 140, 7):
        lines = fit("检索，提示词，模型（大），数据；阈值。", room=room, size=12, most_lines=9).lines
        assert not any(line[0] in "，。；）" for line in lines)


def test_characters_that_xml_cannot_hold_are_left_out():
    assert clean("a\x00b\ud800\ufffe\tc\n d") == "ab c d"
