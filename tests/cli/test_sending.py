from dataclasses import replace
from pathlib import Path

import pytest

from sop_kit.cli.sending import Order, Sending, owner_labels, send
from sop_kit.record.changes import Edit
from sop_kit.record.collection import load
from sop_kit.record.family import declare_core
from sop_kit.record.files.lines_file import ListedLine, Owner
from sop_kit.record.model import Record
from sop_kit.record.starting import METHOD_ROLES
from sop_kit.record.workshop import Workshop, create

AN, BO = Owner(name="安娜", contact="an@x.cn"), Owner(name="Bo")


def paper(record: Record, *, lang: str, owner: str) -> bytes:
    """Stand in for the workbook: what it would be made from."""
    return f"{record.product.id} {record.head.number} {lang} {owner}".encode()


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return create(tmp_path / "workshop")


def order(workshop: Workshop, **wishes: object) -> Order:
    usual = Order(
        out=workshop.folder / "workbooks",
        lang="zh",
        spoken="en",
        again=False,
        source="lines.xlsx",
        at="2026-11-25T08:00:00Z",
    )
    return replace(usual, **wishes)  # type: ignore[arg-type]


def line(product: str, *owners: Owner, **said: str) -> ListedLine:
    return ListedLine(product=product, owners=owners, where=f"lines.xlsx!{product}", **said)


def sent(workshop: Workshop, *lines: ListedLine, **wishes: object) -> Sending:
    return send(workshop, lines, order(workshop, **wishes), write=paper, report=lambda _: None)


def states(sending: Sending) -> list[tuple[str, str]]:
    return [(workbook.file, workbook.state) for workbook in sending.workbooks]


def test_a_new_line_gets_the_methods_roles_and_a_workbook_for_each_owner(workshop: Workshop):
    sending = sent(workshop, line("fraud", AN, BO, name="反欺诈"))
    assert states(sending) == [("fraud-安娜.xlsx", "written"), ("fraud-Bo.xlsx", "written")]
    assert sending.made == ("fraud",)
    record = workshop.store().record("fraud")
    assert [role.id for role in record.roles] == list(METHOD_ROLES)
    assert (record.product.name, record.product.owner) == ("反欺诈", "安娜")
    assert (workshop.folder / "workbooks" / "fraud-Bo.xlsx").read_bytes() == paper(record, lang="zh", owner="Bo")


def test_who_was_sent_what_made_from_which_change_is_remembered(workshop: Workshop):
    sent(workshop, line("fraud", AN))
    head = workshop.store().head("fraud")
    kept = load(workshop.folder, "fraud").sent[0]
    assert (kept.owner, kept.person, kept.number, kept.hash) == ("安娜", "安娜", head.number, head.hash)


def test_the_same_list_again_writes_nothing(workshop: Workshop):
    lines = [line("fraud", AN), line("search", BO)]
    sent(workshop, *lines)
    head = workshop.store().head("fraud")
    assert [state for _, state in states(sent(workshop, *lines))] == ["same", "same"]
    assert workshop.store().head("fraud") == head


def test_a_changed_record_is_written_anew_and_a_new_line_added(workshop: Workshop):
    sent(workshop, line("fraud", AN))
    workshop.store().add("fraud", [Edit(act="put", table="product", values={"purpose": "less fraud"})], by="x")
    again = sent(workshop, line("fraud", AN), line("search", BO))
    assert states(again) == [("fraud-安娜.xlsx", "refreshed"), ("search-Bo.xlsx", "written")]


def test_a_workbook_that_somebody_filled_in_is_never_overwritten(workshop: Workshop):
    sent(workshop, line("fraud", AN))
    path = workshop.folder / "workbooks" / "fraud-安娜.xlsx"
    path.write_bytes(b"filled in")
    workshop.store().add("fraud", [Edit(act="put", table="product", values={"purpose": "less fraud"})], by="x")
    for again in (False, True):
        assert states(sent(workshop, line("fraud", AN), again=again)) == [("fraud-安娜.xlsx", "filled")]
    assert path.read_bytes() == b"filled in"


def test_a_file_that_is_not_ours_keeps_its_name_and_content(workshop: Workshop):
    path = workshop.folder / "workbooks" / "FRAUD-Bo.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"somebody's")
    assert states(sent(workshop, line("fraud", BO))) == [("fraud-Bo-2.xlsx", "written")]
    assert path.read_bytes() == b"somebody's"


def test_a_workbook_that_was_sent_away_is_written_again_only_when_asked(workshop: Workshop):
    sent(workshop, line("fraud", AN))
    (workshop.folder / "workbooks" / "fraud-安娜.xlsx").unlink()
    assert states(sent(workshop, line("fraud", AN))) == [("fraud-安娜.xlsx", "sent")]
    assert states(sent(workshop, line("fraud", AN), again=True)) == [("fraud-安娜.xlsx", "written")]


def test_a_line_that_fails_is_reported_with_its_place_and_stops_no_other(workshop: Workshop):
    def broken(record: Record, *, lang: str, owner: str) -> bytes:
        if record.product.id == "fraud":
            raise OSError(28, "No space left on device")
        return paper(record, lang=lang, owner=owner)

    lines = [line("fraud", AN), line("search", BO)]
    sending = send(workshop, lines, order(workshop), write=broken, report=lambda _: None)
    assert states(sending) == [("search-Bo.xlsx", "written")]
    assert [str(problem) for problem in sending.problems] == [
        "lines.xlsx!fraud: The system refused: No space left on device"
    ]
    assert [state for _, state in states(sent(workshop, *lines))] == ["written", "same"]


def test_lines_of_the_list_join_their_core(workshop: Workshop):
    store = workshop.store()
    sent(workshop, line("core", BO))
    declare_core(store, "core", "risk", by="x")
    store.add("core", [Edit(act="put", table="tools", row="wiki", values={"name": "Wiki"})], by="x")
    sending = sent(workshop, line("fraud", AN, core="core"), line("search", AN, core="nowhere"))
    assert [tool.name for tool in store.record("fraud").tools] == ["Wiki"]
    assert [(problem.where, problem.severity) for problem in sending.problems] == [("lines.xlsx!search", "warning")]
    assert [state for _, state in states(sending)] == ["written", "written"]


def test_owners_of_one_name_are_told_apart_by_their_address(workshop: Workshop):
    two = (Owner(name="安娜", contact="a@x.cn"), Owner(name="安娜", contact="b@x.cn"))
    assert owner_labels(two) == ("安娜 (a@x.cn)", "安娜 (b@x.cn)")
    assert len({file for file, _ in states(sent(workshop, line("fraud", *two)))}) == 2


def test_a_line_without_an_owner_has_a_workbook_too(workshop: Workshop):
    assert states(sent(workshop, line("fraud"))) == [("fraud.xlsx", "written")]


def test_a_line_written_in_other_letters_is_the_one_that_is_there(workshop: Workshop):
    sent(workshop, line("fraud", AN))
    again = sent(workshop, line("FRAUD", AN))
    assert (again.made, workshop.store().products()) == ((), ("fraud",))


def test_each_owner_gets_the_language_they_are_listed_with(workshop: Workshop):
    sent(workshop, line("fraud", AN, replace(BO, lang="en")))
    assert [each.lang for each in load(workshop.folder, "fraud").sent] == ["zh", "en"]


def test_where_nobody_says_a_language_it_is_the_one_of_the_terminal(workshop: Workshop):
    sent(workshop, line("fraud", AN), lang="")
    assert load(workshop.folder, "fraud").sent[0].lang == "en"
