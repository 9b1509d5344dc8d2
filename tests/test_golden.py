"""Golden files: a difference fails, an update keeps what was made."""

import pytest

from tests.golden import Golden


def test_what_was_kept_is_compared_byte_for_byte(tmp_path):
    Golden(tmp_path / "golden", update=True).check("a.md", "一\r\ntwo \n")
    Golden(tmp_path / "golden", update=False).check("a.md", "一\r\ntwo \n")


@pytest.mark.parametrize("made", ["一\ntwo\nfour\n", "一\ntwo\nthree", "一\r\ntwo\nthree\n"])
def test_a_difference_fails_and_says_what_to_do(tmp_path, made):
    Golden(tmp_path, update=True).check("a.md", "一\ntwo\nthree\n")
    with pytest.raises(pytest.fail.Exception, match="--update-golden"):
        Golden(tmp_path, update=False).check("a.md", made)


def test_a_missing_file_fails(tmp_path):
    with pytest.raises(pytest.fail.Exception, match=r"no .*a\.md"):
        Golden(tmp_path, update=False).check("a.md", "")
