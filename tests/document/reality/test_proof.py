"""A check is a proof that the first page names."""

from tests.document.first_page.sample import PROOF, answer, rows


def test_a_check_against_a_log_or_on_the_spot_proves_the_text():
    walk = {"id": "W1", "step": "S1", "at": "2026-11-23", "question": "do", "answer": "differently"}
    check = {"id": "C1", "at": "2026-11-20", "cases": 1792}
    assert dict(rows(PROOF))["Proven"].startswith("never")
    found = dict(rows(PROOF, checks=[check], walkthroughs=[walk]))
    assert "Proven" not in found
    assert found["Last checked"] == (
        "20 November 2026: event log of 1,792 cases; "
        "23 November 2026: walk-through, 0 of 1 answers as written; 1 findings, 1 undecided"
    )
    table = answer(PROOF, checks=[check]).table
    assert "#chapter-7-reality" in {span.to for row in table.rows for cell in row.cells for span in cell}
