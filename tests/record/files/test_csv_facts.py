from hypothesis import given, settings

from sop_kit.record.files.csv_facts import write_facts
from sop_kit.record.files.csv_file import read_table, write_table
from sop_kit.record.files.merge import read_files
from sop_kit.record.model import TABLES, Record, record_facts
from tests.record.strategies import records


def read_back(record: Record) -> Record | None:
    files = [("product.csv", write_facts(record).encode("utf-8-sig"))]
    files += [
        (f"{table}.csv", write_table(record, table).encode("utf-8-sig")) for table in TABLES if record.rows(table)
    ]
    return read_files(files, product=None, name=None, base=None).record


@settings(max_examples=25)
@given(records())
def test_a_whole_record_comes_back_from_its_csv_files(record):
    assert record_facts(read_back(record)) == record_facts(record)


def test_settings_that_are_no_json_are_reported_with_their_line():
    part = read_table(b"fact,value\nid,line\nsettings.verdict_rule,{half\n", "product.csv")
    assert [problem.where for problem in part.problems] == ["product.csv:3"]
    assert part.singles["product"].values == {"id": "line"}
