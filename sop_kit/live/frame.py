"""What stands around every form: its style, its heading, the saving line, and the whole table on request."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as w

from sop_kit.blocks.html_style import sheet
from sop_kit.blocks.model import Block
from sop_kit.live.saving import Saving
from sop_kit.live.session import Session

Blocks = Callable[[], Sequence[Block]]


class Frame:
    """A form with its heading and saving line above it, and what it makes below it."""

    def __init__(  # noqa: PLR0913  one keyword a part
        self,
        session: Session,
        saving: Saving,
        parts: Sequence[Any],
        *,
        whole: str,
        blocks: Blocks,
        buttons: Sequence[Any] = (),
    ) -> None:
        """Put the parts of a form together; ``whole`` names what its own button shows, ``blocks`` make it."""
        self._session = session
        self._blocks = blocks
        self._title = w.HTML()
        self._title.add_class("sop-title")
        self._button = w.ToggleButton(description=whole, icon="table", layout=w.Layout(width="auto"))
        self._button.observe(self._fill, names="value")
        self._table = w.HTML(layout=w.Layout(display="none"))
        bar = w.HBox([self._title, *buttons, self._button, saving.widget])
        bar.add_class("sop-bar")
        self.widget = w.VBox([w.HTML(_style(session), layout=w.Layout(display="none")), bar, *parts, self._table])
        self.widget.add_class("sop-form")
        session.listen(self._fill)
        session.watch()

    def title(self, text: str) -> None:
        """Set the heading."""
        self._title.value = f"<strong>{html.escape(text)}</strong>"

    def _fill(self, _change: object = None) -> None:
        # Made only while somebody looks at it: each edit would pay for it otherwise.
        open_ = self._button.value
        self._table.layout.display = "" if open_ else "none"
        self._table.value = self._session.show(self._blocks()).html if open_ else ""


def button(text: str, icon: str, act: Callable[[], object], *, tip: str = "", style: str = "") -> Any:  # noqa: ANN401
    """Return a button; one without a text is as wide as its icon and says on hovering what it does."""
    width = "auto" if text else "3em"
    made = w.Button(description=text, icon=icon, tooltip=tip, button_style=style, layout=w.Layout(width=width))
    made.on_click(lambda _button: act())
    return made


def plain_frame(session: Session, saving: Saving, widget: Any) -> Any:  # noqa: ANN401  ipywidgets has no types
    """Return a single widget with the saving line beside it."""
    bar = w.HBox([widget, saving.widget])
    bar.add_class("sop-bar")
    framed = w.VBox([w.HTML(_style(session), layout=w.Layout(display="none")), bar])
    framed.add_class("sop-form")
    return framed


def _style(session: Session) -> str:
    gone = session.say("No kernel answers: what is typed now is not saved. Run the notebook again: Run > Run All Cells")
    return f"<style>.sop-form{{--gone:{json.dumps(gone, ensure_ascii=False)}}}{sheet('live.css')}</style>"
