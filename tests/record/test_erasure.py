"""A person goes out of everything that was said, and the chain still adds up."""

import json
import sqlite3
from contextlib import closing

import pytest

from sop_kit.assess.assessment import assess
from sop_kit.errors import BadRequest, StoreBroken, UnknownProduct
from sop_kit.record.changes import Edit
from sop_kit.record.erasure import find_person
from sop_kit.record.files.yaml_file import write_record
from sop_kit.record.model import record_facts
from sop_kit.record.naming_files import files_that_name, named_in
from sop_kit.record.store import Store
from sop_kit.record.verifying import verify
from sop_kit.record.workshop import create
from tests.record.places import PLACES, new_place

NAME, CONTACT = "韩梅梅", "han@example.com"


def put(table, row="", **values):
    return Edit(act="put", table=table, row=row, values=values)


def fill(store):
    """Fill a store with a line in which 韩梅梅 occurs in every way a name can, and one in which she occurs once."""
    store.add(
        "fraud",
        [
            put("product", id="fraud", name="反欺诈", owner="p1", purpose=f"{NAME} 说要快"),
            put("people", "p1", name=NAME, department="风控部", contact=CONTACT),
            put("people", "p2", name="韩梅梅梅"),
            put("people", "p3", name="李雷"),
            put("roles", "oncall", name=f"值班（{NAME}）", people=["p1", "p3"]),
        ],
        by="hanmm",
        why=f"{NAME} 说的",
    )
    step = {"stage": "monitor", "action": f"问{NAME}，再问韩梅梅梅", "role": "oncall", "performers": ["p3", "p1"]}
    store.add("fraud", [put("steps", "F1", **step), put("steps", "F2", **{**step, "action": "看大盘"})], by="lin")
    store.add("fraud", [put("actions", "a1", text=f"写信给 {CONTACT}", owner="p1")], by="lin")
    store.add("fraud", [Edit(act="move", table="people", row="p3", after="p1")], by="lin", via=f"{NAME}.ipynb")
    store.add("fraud", [put("people", "p1", name="韩 Meimei")], by="lin")
    store.add(
        "fraud",
        [Edit(act="put", table="translations", row="t1", values={"table": "people", "row": "p1", "field": "department",
                                                                  "lang": "en", "text": "Risk"})],
        by="lin",
    )  # fmt: skip
    store.add("two", [put("product", id="two", name="Payments"), put("people", "p1", name="王芳")], by="HANMM")
    store.add("two", [put("lessons", "l1", text=f"阈值太高 ({NAME})")], by="lin")


@pytest.fixture(params=PLACES)
def address(request, tmp_path):
    return new_place(request.param, tmp_path, request)


@pytest.fixture
def store(address):
    with closing(Store.open(address)) as opened:
        fill(opened)
        yield opened


def erase(store, wanted=NAME, product="", also=("hanmm",)):
    person, counts = named_in(store, wanted, product=product, also=also)
    assert store.erase(person, tuple(counts), by="lin")
    return person


def everything_said(store):
    return "".join(row.body for product in store.products() for row in store.rows(product))


def findings(store):
    return verify([row for product in store.products() for row in store.rows(product)], [])


def test_nothing_that_was_said_names_the_person_any_more(store):
    erase(store)
    text = everything_said(store)
    for word in (f"{NAME} ", f"（{NAME}）", f"({NAME})", "Meimei", CONTACT, "hanmm", "HANMM", "风控部"):
        assert word not in text
    assert "p1" not in text.split('"id":"two"')[0]
    # Somebody else, whose name holds hers, stays.
    assert "韩梅梅梅" in text
    assert "王芳" in text


def test_the_chain_still_adds_up_and_each_line_says_that_something_was_erased(store):
    hashes = [row.hash for row in store.rows("fraud")]
    erase(store)
    assert findings(store) == ()
    assert [row.hash for row in store.rows("fraud")][: len(hashes)] == hashes
    last = store.changes("fraud")[-1]
    assert (last.kind, last.by, sorted(last.erased)) == ("erasure", "lin", [1, 2, 3, 4, 5, 6])


def test_counts_of_people_stay_what_they_were(store):
    before = store.record("fraud")
    person = erase(store)
    after = store.record("fraud")
    assert len(after.people) == len(before.people)
    assert [row.id for row in after.people] == [person.pseudonym, "p3", "p2"]
    assert after.product.owner == person.pseudonym
    assert [len(step.performers) for step in after.steps] == [2, 2]
    assert after.translations[0].row == person.pseudonym
    assert len(assess(after).gaps) == len(assess(before).gaps)


def test_with_a_product_line_only_that_one_is_touched(store):
    two = store.rows("two")
    erase(store, "p1", product="fraud")
    assert store.rows("two") == two
    assert NAME not in everything_said(store).replace("韩梅梅梅", "").split("阈值太高")[0]


def test_an_id_that_is_somebody_else_in_each_line_is_refused(store):
    with pytest.raises(BadRequest, match="somebody else in each product line"):
        named_in(store, "p1", product="", also=())


def test_a_name_of_several_people_is_refused(store):
    store.add("fraud", [put("people", "p9", name="李雷")], by="lin")
    with pytest.raises(BadRequest, match="p3, p9"):
        named_in(store, "李雷", product="", also=())


@pytest.mark.parametrize("wanted", ["", "李", " "])
def test_what_would_be_found_everywhere_is_refused(store, wanted):
    with pytest.raises(BadRequest):
        named_in(store, wanted, product="", also=())


def test_an_unknown_line_is_refused(store):
    with pytest.raises(UnknownProduct):
        named_in(store, NAME, product="three", also=())


def test_nobody_who_is_named_nowhere_is_erased(store):
    head = store.head("fraud")
    _, counts = named_in(store, "王小明", product="", also=())
    assert counts == {}
    assert store.head("fraud") == head


def test_a_second_person_can_be_erased_and_so_can_the_one_who_erased(store):
    erase(store)
    person = erase(store, "李雷", also=("lin",))
    assert findings(store) == ()
    text = everything_said(store)
    assert "李雷" not in text
    assert '"by":"lin"' not in text
    assert store.changes("fraud")[-1].by == person.pseudonym
    assert len(store.record("fraud").people) == 3


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE changes SET body = replace(body, '看大盘', '不看') WHERE product = 'fraud' AND number = 2",
        "UPDATE changes SET body = NULL WHERE product = 'fraud' AND number = 2",
        "UPDATE changes SET salt = 'x' WHERE product = 'fraud' AND number = 2",
        "UPDATE changes SET salt = NULL WHERE product = 'two' AND number = 2",
        "UPDATE changes SET body = replace(body, 'erased', 'x') WHERE product = 'fraud' AND number = 7",
    ],
)
def test_a_text_altered_after_an_erasure_is_found(store, tampering):
    erase(store, product="fraud")
    with store.writing() as connection:
        connection.exec_driver_sql(tampering)
    assert findings(store)


def test_a_broken_chain_is_not_erased_from_for_that_would_hide_it(store):
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE changes SET kind = 'import' WHERE product = 'fraud' AND number = 2")
    with pytest.raises(StoreBroken):
        named_in(store, NAME, product="", also=())


def test_another_program_that_has_read_the_store_sees_the_erasure(store, address):
    with closing(Store.open(address)) as other:
        assert NAME in json.dumps(record_facts(other.record("fraud")), ensure_ascii=False)
        erase(store)
        assert NAME not in json.dumps(record_facts(other.record("fraud")), ensure_ascii=False).replace("韩梅梅梅", "")
        other.add("fraud", [put("steps", "F1", tool="Grafana")], by="lin")
        assert findings(store) == ()


@pytest.mark.parametrize(
    ("text", "stays"),
    [("Ann left", False), ("ANN", False), ("Annotation", True), ("by ann@x.org", False), ("李Ann说", False)],
)
def test_a_latin_name_is_found_as_a_word_and_in_any_case(tmp_path, text, stays):
    with closing(Store.open(tmp_path / "a.db")) as store:
        store.add("line", [put("product", id="line", name=text), put("people", "p1", name="Ann")], by="x")
        erase(store, "Ann", also=())
        assert (store.record("line").product.name == text) is stays


def test_an_id_made_of_the_name_goes_too(tmp_path):
    with closing(Store.open(tmp_path / "a.db")) as store:
        edits = [put("product", id="line", owner="han-meimei"), put("people", "han-meimei", name="Han Meimei")]
        store.add("line", [*edits, put("lessons", "l1", text="see han-meimei")], by="x")
        person = erase(store, "Han Meimei", also=())
        assert store.record("line").product.owner == person.pseudonym
        assert "meimei" not in everything_said(store).lower()


def test_without_a_row_of_its_own_a_name_is_found_in_texts(store):
    person = find_person({"fraud": store.changes("fraud")}, "看大盘")
    assert not any(person.ids.values())


def test_the_bytes_are_gone_from_the_files_of_the_database(tmp_path):
    workshop = create(tmp_path / "w")
    store = workshop.store()
    fill(store)
    for number in range(60):  # so that pages are freed and used again
        store.add("fraud", [put("lessons", f"l{number}", text=f"{NAME} " * 200)], by="hanmm")
        store.add("fraud", [Edit(act="drop", table="lessons", row=f"l{number}")], by="lin")
    # Somebody else has it open, as a notebook has.
    with closing(workshop.store()) as other:
        other.record("fraud")
        erase(store)
        for path in workshop.folder.glob("workshop.db*"):
            data = path.read_bytes().replace("韩梅梅梅".encode(), b"")
            for word in (NAME, CONTACT, "hanmm", "Meimei"):
                assert word.encode() not in data, path.name
        assert other.record("fraud").product.owner.startswith("erased-")
    store.close()
    with closing(sqlite3.connect(workshop.folder / "workshop.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_program_in_the_middle_of_reading_keeps_the_bytes_and_it_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("sop_kit.record.store_engine.BUSY_MILLISECONDS", 50)
    with closing(Store.open(tmp_path / "a.db")) as store, closing(sqlite3.connect(tmp_path / "a.db")) as reader:
        fill(store)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM changes").fetchone()
        person, counts = named_in(store, NAME, product="", also=())
        assert not store.erase(person, tuple(counts), by="lin")
        assert findings(store) == ()


def test_the_files_that_still_name_the_person_are_listed(tmp_path):
    workshop = create(tmp_path / "w")
    store = workshop.store()
    fill(store)
    (workshop.folder / "records" / "fraud.yaml").write_text(write_record(store.record("fraud")), encoding="utf-8")
    (workshop.folder / "logs" / "han.csv").write_bytes(f"who\n{NAME}\n".encode("gb18030"))
    (workshop.folder / "notebooks" / "x.ipynb").write_text(json.dumps({"a": NAME}), encoding="utf-8")
    person = erase(store, also=())
    store.close()
    found = [path.relative_to(workshop.folder).as_posix() for path in files_that_name(workshop.folder, person)]
    assert found == ["logs/han.csv", "notebooks/x.ipynb", "records/fraud.yaml"]
