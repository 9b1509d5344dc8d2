"""The facilitator's guide: the same in both languages, true to the kit, in step with the agenda."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Checklist, Heading, Table
from sop_kit.cli.app import app
from sop_kit.document.agenda import AGENDAS, TOTAL_MINUTES, agenda, phase_of
from sop_kit.document.guide import CARDS, PAGES, SHEETS, guide, note_sheets, printed_guide, role_cards
from sop_kit.document.run_of_show import run_of_show
from sop_kit.document.start import ten_days
from sop_kit.document.view import look
from sop_kit.record.model import Record
from sop_kit.record.tables import Product
from sop_kit.record.value_labels import choice_names
from sop_kit.record.workshop_tables import Phase
from sop_kit.words import LANGUAGES, words
from tests.golden import Golden

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "workshop" / "guide"
ALL_PAGES = sorted(FOLDER.rglob("*.md"))
NAMES = {f"{name}.md" for name in (*PAGES, CARDS, SHEETS, "README")}
TEXT_FIELDS = ("panel", "name", "spoken", "work", "done", "remote", "late")


def shape(lang: str) -> list[tuple[str, int]]:
    """Return the kinds of the blocks, and how many items or rows each has."""
    return [(block.kind, len(getattr(block, "items", getattr(block, "rows", ())))) for block in guide(lang).blocks]


def read(lang: str, name: str) -> str:
    return (FOLDER / lang / f"{name}.md").read_text(encoding="utf-8")


def test_both_languages_hold_the_same_pages():
    assert {lang: {path.name for path in (FOLDER / lang).iterdir()} for lang in LANGUAGES} == dict.fromkeys(
        LANGUAGES, NAMES
    )


def test_both_languages_hold_the_same_sections_lists_and_rows():
    assert shape("zh") == shape("en")


def test_both_languages_hold_the_same_cards_and_sheets():
    def cut(make, lang):
        return [
            (sheet.across, sheet.down, [[line.empty for line in card.lines] for card in sheet.cards])
            for sheet in make(lang).sheets
        ]

    for make in (role_cards, note_sheets):
        assert cut(make, "zh") == cut(make, "en")
    assert len(role_cards("zh").sheets[0].cards) == 12


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_every_link_of_a_page_leads_to_a_file(page):
    targets = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_link_of_the_one_page_leads_to_a_place_in_it(lang):
    blocks = guide(lang).blocks
    places = {block.anchor for block in blocks if isinstance(block, Heading | Checklist)}
    targets = re.findall(r'"to":"([^"]+)"', guide(lang).model_dump_json())
    assert targets
    assert [target for target in targets if target.removeprefix("#") not in places] == []


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_every_command_and_notebook_a_page_names_exists(page):
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"`sop-kit (\w+)", text))
    assert named <= set(get_command(app).commands)
    numbers = set(re.findall(r"[Nn]otebooks? (\d\d)", text)) | set(re.findall(r"(\d\d) 号笔记本", text))
    assert numbers <= {path.name[:2] for path in (ROOT / "notebooks").glob("*.ipynb")}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_plan_of_ten_days_is_the_one_of_notebook_00(lang):
    table = next(block for block in ten_days(look(Record(product=Product(id="a")), lang)) if isinstance(block, Table))
    planned = [tuple(text_of(cell) for cell in row.cells) for row in table.rows]
    told = next(block for block in guide(lang).blocks if isinstance(block, Table))
    cells = [(text_of(row.cells[0]), text_of(row.cells[1])) for row in told.rows]
    place = "（{} 号笔记本）" if lang == "zh" else " (notebook {})"
    assert cells == [(day, what + place.format(notebook)) for day, what, notebook in planned]


@pytest.mark.parametrize("kind", AGENDAS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_run_of_show_on_the_table_is_the_agenda_of_the_kit(request, lang, kind):
    golden = Golden(FOLDER / lang, update=request.config.getoption("--update-golden"))
    golden.check(f"{kind}.md", run_of_show(kind, words(lang)))


@pytest.mark.parametrize("kind", AGENDAS)
def test_the_minutes_add_up_and_each_block_has_its_words(kind):
    blocks = agenda(kind, words("en"))
    assert sum(block.minutes for block in blocks) == TOTAL_MINUTES[kind]
    assert all(0 <= block.least <= block.minutes for block in blocks)
    assert "break" in [block.kind for block in blocks]
    assert [block.name for block in blocks if not all(getattr(block, field) for field in TEXT_FIELDS)] == []
    assert [block.kind for block in agenda(kind, words("zh"))] == [block.kind for block in blocks]


def test_nobody_sits_for_more_than_an_hour_and_a_half_without_a_break():
    for kind in AGENDAS:
        longest = sitting = 0
        for block in agenda(kind, words("en")):
            sitting = 0 if block.kind == "break" else sitting + block.minutes
            longest = max(longest, sitting)
        assert longest <= 90, kind


def test_every_kind_of_phase_has_words_and_the_second_one_its_own():
    kinds = [kind for kind in choice_names(words("en"), Phase, "kind") if kind]
    assert [kind for kind in kinds if phase_of(kind, 0, words("en")) is None] == []
    assert phase_of("capture", 0, words("en")) != phase_of("capture", 1, words("en"))
    assert phase_of("discuss", 1, words("en")) == phase_of("discuss", 5, words("en"))
    assert phase_of("", 0, words("en")) is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_trouble_has_at_least_twenty_situations_with_four_lines_each(lang):
    situations = read(lang, "trouble").split("\n## ")[1:]
    assert len(situations) >= 20
    assert [each.splitlines()[0] for each in situations if each.count("\n- **") != 4] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_list_to_tick_is_short_and_says_who(lang):
    lists = [block for block in guide(lang).blocks if isinstance(block, Checklist)]
    assert len(lists) == 4
    assert all(5 <= len(each.items) <= 9 for each in lists)
    assert all(item.who and item.standard for each in lists for item in each.items)
    assert sum(len(each.items) for each in lists) == read(lang, "prepare").count("- [ ]")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_cards_and_sheets_stand_in_files_of_their_own(lang):
    titles = {block.text for block in printed_guide(lang).blocks if isinstance(block, Heading)}
    assert not titles & {role_cards(lang).title, note_sheets(lang).title}
