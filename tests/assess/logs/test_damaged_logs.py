"""Whatever is done to a file: it is read, or the error is one for a person."""

import gzip
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop_kit.assess.logs.flows import flows
from sop_kit.assess.logs.log import EventLog
from sop_kit.assess.logs.months import by_month
from sop_kit.assess.logs.open_log import read_log
from sop_kit.assess.logs.variants import variants
from sop_kit.errors import BadInput, BadRequest
from tests.assess.logs.test_xes_log import TRACES, log
from tests.assess.logs.written import TABLE, write

CHINESE = "工单号;环节;处理时间;处理人\n" + "甲1;受理;2024年4月29日 下午1:20;张三\n甲2;复核;2024/4/30 9:00;李四\n" * 5
QUOTED = 'Case ID,Activity,"Time",Who\n' + '1,"a, ""b""\nc",13/02/2024 10:00 PM,x\n2,"d",02/13/2024,\n' * 5
SOUND = (
    (TABLE * 5).encode(),
    CHINESE.encode(),
    CHINESE.encode("gb18030"),
    QUOTED.encode("utf-16"),
    log(*TRACES * 3).encode(),
    gzip.compress(TABLE.encode() * 5),
    gzip.compress(log(*TRACES * 3).encode()),
)
SIGNS = (
    b'"',
    b",",
    b";",
    b"\n",
    b"\r",
    b"\0",
    b"\xff",
    b"<",
    b">",
    b"&",
    b"]]>",
    b"9" * 30,
    "年".encode(),
    b"1e999",
    b"sep=x\n",
)


def sound(path: Path) -> EventLog | None:
    """Return the log if the file still is one; what is read must add up."""
    try:
        found = read_log(path)
    except (BadInput, BadRequest):
        return None
    assert found.starts[0] == 0
    assert found.starts[-1] == found.events == len(found.case.codes) == len(found.activity.codes)
    assert sum(each.count for each in variants(found)) == found.cases == len(found.case.names)
    assert sum(each.count for each in flows(found)) == found.events + found.cases
    assert sum(sum(months.values()) for months in by_month(found).values()) == found.events
    assert len(found.problems) <= 30
    return found


def changed(content: bytes, seed: int) -> bytes:
    """Return the content after some accidents: pieces cut out, doubled, moved, overwritten."""
    luck = random.Random(seed)  # noqa: S311  accidents, not secrets
    for _ in range(luck.randint(1, 6)):
        start = luck.randrange(len(content) + 1)
        end = min(len(content), start + luck.choice((1, 2, 5, 40, 400)))
        accident = luck.randrange(5)
        if accident == 0:
            content = content[:start] + content[end:]
        elif accident == 1:
            content = content[:start] + content[start:end] * 2 + content[end:]
        elif accident == 2:
            content = content[:start] + luck.choice(SIGNS) + content[start:]
        elif accident == 3:
            content = content[:start] + luck.randbytes(end - start) + content[end:]
        else:
            content = content[:start] if luck.random() < 0.3 else content[end:] + content[:end]
    return content


@pytest.mark.parametrize("content", SOUND)
def test_an_unchanged_log_is_read(content: bytes, tmp_path: Path):
    assert sound(write(tmp_path, content)) is not None


@pytest.mark.parametrize("content", SOUND)
def test_a_log_after_accidents_is_read_or_refused_in_words(content: bytes, tmp_path: Path):
    for seed in range(150):
        sound(write(tmp_path, changed(content, seed)))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(tmp_path_factory: pytest.TempPathFactory, content: bytes):
    sound(write(tmp_path_factory.mktemp("log"), content))


cells = st.one_of(
    st.text(max_size=8), st.sampled_from(["c1", "2024-04-29", "13/02/2024", "45411", '"', "NA", ",", "\n"])
)


@given(st.lists(st.lists(cells, min_size=1, max_size=5), max_size=12), st.sampled_from([",", ";", "\t"]))
def test_any_rows_are_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], separator: str
):
    table = "\n".join(separator.join(row) for row in (["case", "activity", "time"], *rows))
    sound(write(tmp_path_factory.mktemp("log"), table.encode("utf-8", "surrogatepass")))
