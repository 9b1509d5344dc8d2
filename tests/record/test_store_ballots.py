"""Answers written unseen: kept until they are revealed, then matched with nobody by anybody."""

import itertools
import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sop_kit.errors import BadRequest, BadValue, UnknownProduct
from sop_kit.record.backup import back_up
from sop_kit.record.changes import Edit
from sop_kit.record.restoring import restore
from sop_kit.record.store import Store
from sop_kit.record.store_ballots import LONGEST_BODY
from sop_kit.record.workshop import create
from tests.record.places import PLACES, new_place
from tests.record.strategies import texts

MAKE = [
    Edit(act="put", table="product", values={"id": "line", "name": "产品线"}),
    Edit(act="put", table="prompts", row="PR1", values={"text": "什么最耽误事？", "state": "open"}),
]
CASTER = """
import os, sys
from sop_kit.record.store import Store
store = Store.open(sys.argv[1])
for number in range(int(sys.argv[2])):
    store.ballots.cast("line", "PR1", f"token{number}", "e", f"answer {number}")
    print(number, flush=True)
sys.stdin.read()
"""
_NUMBERS = itertools.count()


def notes(bodies, prompt="PR1"):
    rows = enumerate(bodies, start=1)
    put = [Edit(act="put", table="notes", row=f"{prompt}-{n}", values={"prompt": prompt, "text": b}) for n, b in rows]
    return [*put, Edit(act="put", table="prompts", row=prompt, values={"text": "什么最耽误事？", "state": "closed"})]


@pytest.fixture(params=PLACES)
def address(request, tmp_path):
    return new_place(request.param, tmp_path, request)


@pytest.fixture
def store(address):
    with closing(Store.open(address)) as opened:
        opened.add("line", MAKE, by="me")
        yield opened


def revealed(store):
    return [row.text for row in store.record("line").notes]


def test_answers_are_revealed_as_one_change_and_only_once(store):
    for number in range(3):
        store.ballots.cast("line", "PR1", f"t{number}", "e", f"answer {number}")
        store.ballots.note_answered("line", "PR1", f"person {number}")
    before = store.head("line").number
    sealed = store.ballots.seal("line", "PR1", notes, by="me", why="revealed")
    assert (sealed.answers, sealed.wiped, sealed.head.number) == (3, True, before + 1)
    assert sorted(revealed(store)) == ["answer 0", "answer 1", "answer 2"]
    assert (store.changes("line")[-1].kind, store.changes("line")[-1].why) == ("edit", "revealed")
    assert store.ballots.count("line", "PR1") == 0
    assert store.ballots.answered("line", "PR1") == ()
    assert store.ballots.seal("line", "PR1", notes, by="me") is None
    assert store.head("line").number == before + 1


def test_answers_come_neither_in_the_order_they_were_given_nor_in_that_of_their_keys(store):
    given_in = [f"answer {number * 17 % 41}" for number in range(40)]
    for number, body in enumerate(given_in):
        store.ballots.cast("line", "PR1", f"t{number:02}", "e", body)
    store.ballots.seal("line", "PR1", notes, by="me")
    assert sorted(revealed(store)) == sorted(given_in)
    assert revealed(store) not in (given_in, sorted(given_in))


def test_who_answers_may_alter_an_answer_and_take_it_back(store):
    ballots = store.ballots
    ballots.cast("line", "PR1", "t1", "a", "慢")
    ballots.cast("line", "PR1", "t1", "a", "太慢")
    ballots.cast("line", "PR1", "t1", "b", "没人接电话")
    ballots.cast("line", "PR1", "t2", "a", "都好")
    assert ballots.own("line", "PR1", "t1") == {"a": "太慢", "b": "没人接电话"}
    assert (ballots.count("line", "PR1"), ballots.people("line", "PR1")) == (3, 2)
    ballots.cast("line", "PR1", "t1", "b", " ")
    assert ballots.own("line", "PR1", "t1") == {"a": "太慢"}


def test_who_has_answered_is_told_in_the_order_of_the_alphabet(store):
    for who in ("王芳", "Anna", "李雷", "Anna", " "):
        store.ballots.note_answered("line", "PR1", who)
    assert store.ballots.answered("line", "PR1") == ("Anna", "李雷", "王芳")
    assert store.ballots.answered("line", "PR2") == ()


@pytest.mark.parametrize(
    ("token", "entry", "body"),
    [("t", "e", "x" * (LONGEST_BODY + 1)), ("", "e", "x"), ("t", "e" * 81, "x"), ("t", "\0", "x"), ("t", "e", "a\0b")],
)
def test_what_no_database_keeps_is_refused_in_a_sentence(store, token, entry, body):
    with pytest.raises((BadRequest, BadValue)) as refused:
        store.ballots.cast("line", "PR1", token, entry, body)
    assert str(refused.value).endswith(".")
    assert store.ballots.count("line", "PR1") == 0
    store.ballots.cast("line", "PR1", "t", "e", "字" * LONGEST_BODY)


def test_an_answer_after_the_revealing_is_refused_instead_of_revealed_alone(store):
    store.ballots.cast("line", "PR1", "t", "e", "x")
    store.ballots.seal("line", "PR1", notes, by="me")
    with pytest.raises(BadRequest, match="revealed already"):
        store.ballots.cast("line", "PR1", "late", "e", "y")
    with pytest.raises(BadRequest, match="revealed already"):
        store.ballots.note_answered("line", "PR1", "late")
    assert store.ballots.count("line", "PR1") == 0


def test_a_revealing_that_is_refused_loses_nothing(store):
    store.ballots.cast("line", "PR1", "t", "e", "x")
    before = store.head("line")
    with pytest.raises(BadRequest):
        store.ballots.seal("line", "PR1", lambda _: [Edit(act="put", table="notes", row="N1")], by="me")

    def fails(_bodies):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        store.ballots.seal("line", "PR1", fails, by="me")
    assert (store.head("line"), store.ballots.own("line", "PR1", "t")) == (before, {"e": "x"})
    with pytest.raises(UnknownProduct):
        store.ballots.seal("other", "PR1", notes, by="me")


def test_a_change_id_that_is_stored_reveals_nothing_a_second_time(store):
    store.ballots.cast("line", "PR1", "t", "e", "x")
    assert store.ballots.seal("line", "PR1", notes, by="me", change_id="act-1") is not None
    store.ballots.cast("line", "PR2", "t", "e", "y")
    assert store.ballots.seal("line", "PR2", notes, by="me", change_id="act-1") is None
    assert store.ballots.count("line", "PR2") == 1


def test_only_the_question_that_is_named_is_revealed_or_thrown_away(store):
    for prompt in ("PR1", "PR2", "PR3"):
        store.ballots.cast("line", prompt, "t", "e", prompt)
    store.ballots.note_answered("line", "PR2", "Anna")
    store.ballots.seal("line", "PR1", notes, by="me")
    assert store.ballots.discard("line", "PR2") == 1
    assert store.ballots.discard("line", "PR2") == 0
    assert store.ballots.answered("line", "PR2") == ()
    assert [store.ballots.count("line", prompt) for prompt in ("PR1", "PR2", "PR3")] == [0, 0, 1]


def test_another_process_sees_the_answers_and_reveals_those_of_one_that_was_killed(store, address):
    command = [sys.executable, "-c", CASTER, address, "5"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as caster:
        for number in range(5):
            assert caster.stdout.readline().strip() == str(number)
        os.kill(caster.pid, signal.SIGKILL)
    assert store.ballots.count("line", "PR1") == 5
    assert store.ballots.seal("line", "PR1", notes, by="me").answers == 5
    assert sorted(revealed(store)) == [f"answer {number}" for number in range(5)]


CASTS = st.lists(st.tuples(st.sampled_from("tuv"), st.sampled_from("ab"), st.just("") | texts(min_size=1)), max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(casts=CASTS)
def test_what_is_revealed_is_what_was_cast_last(store, casts):
    prompt, kept = f"P{next(_NUMBERS)}", {}
    for token, entry, body in casts:
        store.ballots.cast("line", prompt, token, entry, body)
        kept[token, entry] = body
    kept = {key: body for key, body in kept.items() if body}
    assert store.ballots.count("line", prompt) == len(kept)
    assert store.ballots.people("line", prompt) == len({token for token, _ in kept})
    for token in "tuv":
        mine = {entry: body for (who, entry), body in kept.items() if who == token}
        assert store.ballots.own("line", prompt, token) == mine
    sealed = store.ballots.seal("line", prompt, lambda bodies: notes(bodies, prompt), by="me")
    assert (sealed.answers if sealed else 0) == len(kept)
    made = [row.text for row in store.record("line").notes if row.prompt == prompt]
    assert Counter(made) == Counter(kept.values())


def test_no_file_of_the_database_tells_who_wrote_what_or_in_which_order(tmp_path):
    # On SQLite, where the files are the kit's own.
    with closing(Store.open(tmp_path / "workshop.db")) as store:
        store.add("line", MAKE, by="me")
        bodies = [f"answer-{number}-{os.urandom(4).hex()}" for number in (n * 17 % 61 for n in range(60))]
        for number, body in enumerate(bodies):
            store.ballots.cast("line", "PR1", f"token-{number}", f"entry-{number}", f"draft-{number}")
            store.ballots.cast("line", "PR1", f"token-{number}", f"entry-{number}", body)
            store.ballots.note_answered("line", "PR1", f"person-{number}")
        store.ballots.cast("line", "PR1", "token-x", "entry-x", "draft-x" * 2000)  # longer than a page
        store.ballots.cast("line", "PR1", "token-x", "entry-x", "")
        assert b"token-7" in files(tmp_path)
        assert store.ballots.seal("line", "PR1", notes, by="me").wiped
        there = files(tmp_path)
        for word in (b"token-", b"entry-", b"person-", b"draft-"):
            assert word not in there
        # Each answer stands in the Change alone, and there in the order drawn by lot.
        assert sorted(there.count(body.encode()) for body in bodies) == [1] * len(bodies)
        assert sorted(revealed(store), key=lambda body: there.index(body.encode())) == revealed(store)


def files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("workshop.db*")))


def test_what_another_reader_kept_from_being_cleaned_is_cleaned_by_sealing_again(tmp_path):
    with closing(Store.open(tmp_path / "workshop.db")) as store:
        store.add("line", MAKE, by="me")
        store.ballots.cast("line", "PR1", "token-1", "e", "x")
        with closing(sqlite3.connect(tmp_path / "workshop.db", isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM changes").fetchone()
            with store.reading() as connection:
                assert connection.scalar(sa.text("PRAGMA busy_timeout = 50")) == 50
            assert not store.ballots.seal("line", "PR1", notes, by="me").wiped
            assert b"token-1" in files(tmp_path)
        assert store.ballots.seal("line", "PR1", notes, by="me") is None
        assert b"token-1" not in files(tmp_path)


@pytest.mark.xdist_group("postgres")
def test_postgres_keeps_neither_rows_nor_samples_of_them(postgres):
    with closing(Store.open(postgres.new_place())) as store:
        store.add("line", MAKE, by="me")
        for number in range(200):
            store.ballots.cast("line", "PR1", f"token{number % 3}", f"e{number}", "the same answer")
        with store.writing() as connection:
            connection.exec_driver_sql("ANALYZE ballots")
        store.ballots.seal("line", "PR1", lambda bodies: notes(bodies[:1]), by="me")
        with store.reading() as connection:
            size = connection.scalar(sa.text("SELECT pg_table_size('ballots') - pg_indexes_size('ballots')"))
            sampled = "SELECT attname FROM pg_stats WHERE tablename = 'ballots' AND schemaname = current_schema()"
            columns = set(connection.scalars(sa.text(sampled)))
        assert size <= 8192  # of the index of long texts, which is empty
        assert columns.isdisjoint({"token", "entry", "body"})


def test_a_store_without_ballots_that_is_only_read_answers_that_there_are_none(tmp_path):
    with closing(Store.open(tmp_path / "workshop.db")) as store:
        store.add("line", MAKE, by="me")
    with closing(sqlite3.connect(tmp_path / "workshop.db")) as connection:
        connection.executescript("DROP TABLE ballots; DROP TABLE answerers")
    with closing(Store.open(tmp_path / "workshop.db", reading=True)) as store:
        assert store.ballots.own("line", "PR1", "t") == {}
        assert (store.ballots.count("line", "PR1"), store.ballots.answered("line", "PR1")) == (0, ())
    with closing(Store.open(tmp_path / "workshop.db")) as store:
        store.ballots.cast("line", "PR1", "t", "e", "x")
        assert store.ballots.count("line", "PR1") == 1


def test_a_store_in_memory_keeps_and_reveals_answers_too():
    with closing(Store.open(":memory:")) as store:
        store.add("line", MAKE, by="me")
        store.ballots.cast("line", "PR1", "t", "e", "x")
        assert store.ballots.seal("line", "PR1", notes, by="me").answers == 1


def test_a_backup_holds_no_answer_that_was_not_revealed(tmp_path):
    workshop = create(tmp_path / "w")
    with closing(workshop.store()) as store:
        store.add("line", MAKE, by="me")
        store.ballots.cast("line", "PR1", "t", "e", "not yet seen")
    done = back_up(workshop, tmp_path / "w.zip")
    restore(done.path, tmp_path / "again")
    assert b"not yet seen" in files(tmp_path / "w")
    assert b"not yet seen" not in files(tmp_path / "again")
