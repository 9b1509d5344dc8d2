"""XES is read trace by trace, as it says; what is no XES or would do harm is refused."""

import gzip
from pathlib import Path

import pytest

from sop_kit.assess.logs.log import NOBODY
from sop_kit.errors import BadInput, BadRequest
from tests.assess.logs.written import EVENTS, events, read


def event(activity: str, time: str, resource: str = "", more: str = "") -> str:
    who = f'<string key="org:resource" value="{resource}"/>' if resource else ""
    return (
        f'<event>{more}<string key="concept:name" value="{activity}"/>'
        f'<date key="time:timestamp" value="{time}"/>{who}</event>'
    )


def trace(name: str, *inside: str) -> str:
    named = f'<string key="concept:name" value="{name}"/>' if name else ""
    return f"<trace>{named}{''.join(inside)}</trace>"


def log(*inside: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>', attributes: str = "") -> str:
    return f"{head}<log{attributes}>{''.join(inside)}</log>"


TRACES = (
    trace("c1", event("Ask", "2024-04-29T13:20:00Z", "ana"), event("Check", "2024-04-29T14:20:00Z", "ben")),
    trace("c2", event("Ask", "2024-04-29T15:30:00.000+02:00", "ana")),
)
PREAMBLE = """
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<global scope="trace"><string key="concept:name" value="?"/></global>
<global scope="event"><string key="concept:name" value="?"/><date key="time:timestamp" value="1970-01-01"/></global>
<classifier name="Activity" keys="concept:name lifecycle:transition"/>
<string key="concept:name" value="the log"/>
<list key="meta"><values><string key="concept:name" value="x"/></values></list>
"""


@pytest.mark.parametrize(
    "content",
    [
        log(*TRACES),
        log(*TRACES, attributes=' xes.version="1.0" xmlns="http://www.xes-standard.org/"'),
        log(*TRACES)
        .replace("<", "<x:")
        .replace("<x:/", "</x:")
        .replace("<x:?", "<?")
        .replace("<x:log", '<x:log xmlns:x="u"'),
        log(PREAMBLE, *TRACES),
        "\ufeff" + log(*TRACES),
        log(*TRACES, head='<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16"),
        log(*TRACES, head=""),
        "\n <!-- made by hand -->" + log(*TRACES, head=""),
        gzip.compress(log(*TRACES).encode()),
    ],
)
@pytest.mark.parametrize("name", ["log.xes", "log.xes.gz", "log"])
def test_xes_is_read_with_and_without_namespaces_preamble_and_packing(content: str | bytes, name: str, tmp_path: Path):
    read_log = read(tmp_path, content, name)
    assert events(read_log) == EVENTS
    assert (read_log.problems, read_log.unread) == ((), 0)


def test_every_event_counts_whatever_its_place_in_the_life_cycle(tmp_path: Path):
    life = [
        '<string key="lifecycle:transition" value="start"/>',
        '<string key="lifecycle:transition" value="complete"/>',
    ]
    read_log = read(tmp_path, log(trace("c1", *(event("Ask", "2024-04-29T13:20:00Z", more=each) for each in life))))
    assert (read_log.events, read_log.other["lifecycle:transition"].names) == (2, ("start", "complete"))


def test_attributes_of_every_kind_are_columns_and_those_of_a_trace_begin_with_case(tmp_path: Path):
    kinds = "".join(f'<{kind} key="{kind}" value="1"/>' for kind in ("int", "float", "boolean", "id"))
    team = '<string key="team" value="red"/>'
    content = log(
        trace("c1", team, event("Ask", "2024-04-29T13:20:00Z", more=kinds), event("Tell", "2024-04-29T13:21:00Z"))
    )
    other = read(tmp_path, content).other
    assert list(other) == ["int", "float", "boolean", "id", "case:team"]
    assert other["int"].codes.tolist() == [0, NOBODY]
    assert other["case:team"].codes.tolist() == [0, 0]


def test_a_column_that_only_later_events_have_is_missing_before(tmp_path: Path):
    late = trace("z", event("Tell", "2024-04-29T13:20:00Z", more='<int key="late" value="7"/>'))
    early = (trace(f"c{n}", event("Ask", "2024-04-29T13:20:00Z")) for n in range(20_001))
    other = read(tmp_path, log(*early, late)).other
    assert other["late"].codes.tolist() == [NOBODY] * 20_001 + [0]


def test_what_is_nested_in_an_attribute_is_not_the_event_s(tmp_path: Path):
    nested = '<string key="note" value="x"><string key="concept:name" value="inner"/></string>'
    listed = '<list key="all"><values><string key="concept:name" value="inner"/></values></list>'
    read_log = read(
        tmp_path, log(trace("c1", nested, listed, event("Ask", "2024-04-29T13:20:00Z", more=nested + listed)))
    )
    assert (read_log.case.names, read_log.activity.names) == (("c1",), ("Ask",))


def test_each_trace_is_a_case_of_its_own(tmp_path: Path):
    ask = event("Ask", "2024-04-29T13:20:00Z")
    read_log = read(
        tmp_path, log(trace("c1", ask), trace("c1", ask, ask), trace("", ask), trace("NA", ask), trace("c9"))
    )
    assert read_log.case.names == ("c1", "c1 (2)", "3", "NA")
    assert read_log.starts.tolist() == [0, 1, 3, 4, 5]
    told = " ".join(map(str, read_log.problems))
    assert all(word in told for word in ("without a name: 1", "name of another one: 1", "without events: 1"))


def test_a_name_that_is_made_up_is_no_other_trace_s(tmp_path: Path):
    ask = event("Ask", "2024-04-29T13:20:00Z")
    names = ("c1", "c1 (2)", "c1", "c1 (2)", "c1", "", "6")
    read_log = read(tmp_path, log(*(trace(name, ask) for name in names)))
    assert len(set(read_log.case.names)) == read_log.cases == len(names)


def test_no_more_than_a_hundred_further_keys_are_kept(tmp_path: Path):
    many = (event("Ask", "2024-04-29T13:20:00Z", more=f'<int key="k{n}" value="1"/>') for n in range(500))
    assert len(read(tmp_path, log(trace("c1", *many))).other) <= 100


def test_one_key_may_be_two_things(tmp_path: Path):
    read_log = read(tmp_path, log(*TRACES), resource="concept:name")
    assert read_log.resource.names == read_log.activity.names


def test_the_name_of_a_trace_may_stand_after_its_events(tmp_path: Path):
    content = log(f'<trace>{event("Ask", "2024-04-29T13:20:00Z")}<string key="concept:name" value="c1"/></trace>')
    assert read(tmp_path, content).case.names == ("c1",)


def test_events_without_a_name_or_a_time_are_left_out_and_named(tmp_path: Path):
    content = log(
        event("Outside", "2024-04-29T13:20:00Z"),
        trace(
            "c1",
            event("Ask", "2024-04-29T13:20:00Z"),
            event("", "2024-04-29T13:20:00Z"),
            event("Tell", "soon"),
            "<event/>",
        ),
    )
    read_log = read(tmp_path, content, "log.xes")
    assert (read_log.events, read_log.unread) == (1, 3)
    assert [problem.where for problem in read_log.problems] == [
        "log.xes",
        "log.xes:event 2",
        "log.xes:event 3",
        "log.xes:event 4",
    ]


def test_options_name_the_keys(tmp_path: Path):
    content = (
        log(*TRACES).replace("org:resource", "who").replace("time:timestamp", "when").replace("concept:name", "name")
    )
    assert events(read(tmp_path, content, case="case:name", activity="name", time="when", resource="who")) == EVENTS


def test_a_case_that_is_wished_joins_the_traces_that_share_it(tmp_path: Path):
    tagged = (
        trace(f"c{n}", '<string key="team" value="red"/>', event("Ask", "2024-04-29T13:20:00Z")) for n in range(3)
    )
    assert read(tmp_path, log(*tagged), case="team").case.names == ("red",)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"activity": "what"}, "--activity KEY"),
        ({"resource": "what"}, "--resource KEY"),
        ({"case": "what"}, "--case KEY"),
        ({"time": "what"}, "concept:name, time:timestamp, org:resource"),
    ],
)
def test_a_key_that_is_not_there_lists_those_that_are(options: dict[str, str], said: str, tmp_path: Path):
    with pytest.raises(BadRequest, match="what") as raised:
        read(tmp_path, log(*TRACES), **options)
    assert said in str(raised.value)


def test_a_log_whose_events_have_no_times_says_so(tmp_path: Path):
    with pytest.raises(BadRequest, match="time:timestamp"):
        read(tmp_path, log(*TRACES).replace("time:timestamp", "cost"))


BOMB = '<!DOCTYPE log [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (BOMB + log(*TRACES, head=""), "entities"),
        (OUTSIDE + log(*TRACES, head=""), "entities"),
        (log(*TRACES)[:-20], "damaged here, or not whole"),
        (log(*TRACES) + "x", "damaged here, or not whole"),
        (log("<trace>\x00</trace>"), "damaged here, or not whole"),
        (log(*TRACES, head='<?xml version="1.0" encoding="klingon"?>'), "damaged here, or not whole"),
        ("<pnml/>", "no XES"),
        ("<html><body><table/></body></html>", "web page"),
        (log(), "no event"),
        (log(trace("c1")), "without events"),
    ],
)
def test_what_is_no_sound_xes_is_refused(content: str, said: str, tmp_path: Path):
    with pytest.raises(BadInput, match=said):
        read(tmp_path, content, "log.xes")


def test_a_trace_longer_than_what_is_held_at_once_is_one_case(tmp_path: Path):
    many = (event("Ask", f"2024-04-29T13:{n % 60:02}:00Z") for n in range(45_000))
    read_log = read(tmp_path, log(trace("c1", *many), trace("c2", event("Ask", "2024-04-29T13:20:00Z"))))
    assert (read_log.case.names, read_log.starts.tolist(), read_log.problems) == (("c1", "c2"), [0, 45_000, 45_001], ())
