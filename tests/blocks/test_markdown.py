"""An author's pictures and links in Markdown stay words and links: nothing is fetched, nothing is lost."""

import pytest

from sop_kit.blocks.markdown import markdown_blocks


def spans(text: str) -> list[tuple[str, str]]:
    (block,) = markdown_blocks(text)
    return [(span.text, span.to) for span in block.spans]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("![board](images/board.png)", [("board (images/board.png)", "")]),
        ("![](images/board.png)", [("(images/board.png)", "")]),
        ("![board](https://a.example/b.png)", [("board", "https://a.example/b.png")]),
        ("[![board](b.png)](https://a.example)", [("board (b.png)", "https://a.example")]),
        ("![board](javascript:alert(1))", [("![board](javascript:alert(1))", "")]),
    ],
)
def test_a_picture_in_a_text_is_said_in_words(text, said):
    assert spans(text) == said
