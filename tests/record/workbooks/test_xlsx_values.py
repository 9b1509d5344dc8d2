import pytest

from sop_kit.record.workbooks.xlsx_values import Formats, read_formats, shown

DAY = "45986"  # 2025-11-25
HALF_PAST_TWO = "45986.604166666664"


def seen(value: str, form: str, *, from_1904: bool = False) -> str:
    return shown(value, 0, Formats(of_style=(form,), from_1904=from_1904)).text


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        ("5", "General", "5"),
        ("5.0", "General", "5"),
        ("0.30000000000000004", "General", "0.3"),
        ("1E-7", "General", "0.0000001"),
        ("-0", "General", "0"),
        ("1e400", "General", "1e400"),
        ("no figure", "0.00", "no figure"),
        ("0.05", "0%", "5%"),
        ("0.0512", "0%", "5.12%"),
        ("1.1", "0.00", "1.10"),
        ("7", "000", "007"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("5", '0"分钟"', "5分钟"),
        ("-3", '"P"0', "-P3"),
        ("12", "[$¥-804]#,##0.00", "¥12.00"),
        ("1234.5", "#,##0,", "1234.5"),
        ("1234.5", "0.0E+00", "1234.5"),
        ("0.5", "# ?/?", "0.5"),
        ("7", "@", "7"),
    ],
)
def test_a_figure_is_what_a_person_saw_with_all_its_digits(value: str, form: str, text: str):
    assert seen(value, form) == text


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (DAY, "yyyy-mm-dd", "2025-11-25"),
        (DAY, "d-mmm", "2025-11-25"),
        (DAY, 'yyyy"年"m"月"d"日"', "2025-11-25"),
        (DAY, "mmm-yy", "2025-11"),
        (DAY, "yyyy", "2025"),
        (HALF_PAST_TWO, "yyyy-mm-dd", "2025-11-25"),
        (HALF_PAST_TWO, "m/d/yy h:mm", "2025-11-25 14:30"),
        (HALF_PAST_TWO, "h:mm:ss", "14:30"),
        ("0.375", "h:mm", "09:00"),
        ("0.37499999999", "h:mm", "09:00"),
        ("0.6041898148", "h:mm:ss", "14:30:02"),
        ("1.5", "[h]:mm", "36:00"),
        ("-0.5", "[h]:mm", "-12:00"),
        ("99999999", "yyyy-mm-dd", "99999999"),
    ],
)
def test_a_date_is_written_as_far_as_it_was_shown(value: str, form: str, text: str):
    assert seen(value, form) == text


def test_days_may_be_counted_from_1904():
    assert seen("44524", "yyyy-mm-dd", from_1904=True) == "2025-11-25"


def test_the_digits_stay_for_a_column_of_figures():
    found = shown("1234.5", 0, Formats(of_style=("#,##0.00",), from_1904=False))
    assert (found.text, found.plain) == ("1,234.50", "1234.5")


def test_a_figure_longer_than_excel_keeps_is_marked():
    formats = Formats(of_style=(), from_1904=False)
    assert shown("110101199003077000", 0, formats).cut
    assert not shown("123456789012345", 0, formats).cut


@pytest.mark.parametrize(
    ("number", "text"), [(31, "2025-11-25"), (57, "2025-11"), (58, "2025-11-25"), (14, "2025-11-25")]
)
def test_formats_that_chinese_excel_does_not_spell_out_are_known(number: int, text: str):
    styles = f'<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs></styleSheet>'
    assert shown(DAY, 1, read_formats([styles.encode()], from_1904=False)).text == text


def test_formats_of_named_styles_are_not_those_of_cells():
    styles = (
        '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="000"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>'
    )
    assert shown("7", 0, read_formats([styles.encode()], from_1904=False)).text == "007"
