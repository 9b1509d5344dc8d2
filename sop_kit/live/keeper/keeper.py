"""The widget in a form that keeps what is typed in the browser until it is saved, and takes back what was left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any, NamedTuple

import anywidget
import ipywidgets as w
import traitlets

from sop_kit.live.browser_place import place_of
from sop_kit.live.session import Session

_SCRIPT = files("sop_kit.live") / "keeper" / "keeper.js"
_CHOOSING = (w.Dropdown, w.ToggleButtons)


class Left(NamedTuple):
    """What was typed and never arrived: where, what, what the field said before, the id under which it is saved.

    ``about`` holds the columns that say whose row it is, where the row may not be there yet.
    """

    row: str
    column: str
    text: str | bool
    before: str | bool
    id: str
    about: Mapping[str, Any] = {}


class Keeper(anywidget.AnyWidget):
    """Keeps what is typed into a form until it is saved.

    Parameters
    ----------
    put_back
        Saves what was left by an earlier page or kernel, and says whether it went well.
    is_there
        Says whether the record says already what was typed.
    """

    _esm = _SCRIPT.read_text(encoding="utf-8")
    view = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        session: Session,
        table: str,
        put_back: Callable[[Left], bool] = lambda _left: False,
        is_there: Callable[[Left], bool] = lambda _left: False,
    ) -> None:
        self._table = table
        self._put_back = put_back
        self._is_there = is_there
        self._drafts: dict[str, Callable[[str], bool]] = {}
        view = {"place": place_of(session), "table": table, "words": _words(session), "rows": {}}
        super().__init__(view=view)
        self.on_msg(lambda _widget, content, _buffers: self.hear(content))

    def name(self, rows: Mapping[str, tuple[str, Mapping[str, Any]]]) -> None:
        """Tell what the rows in sight are called, and which columns say whose they are."""
        said = {row: {"name": name, "about": dict(about)} for row, (name, about) in rows.items()}
        self.view = {**self.view, "rows": said}

    def saved(self, row: str, column: str, text: str | bool, form: str = "") -> None:  # noqa: FBT001  what a field says
        """Tell the browser that what was typed is on disk; ``form`` is the one that kept it, when it was not this."""
        place = {"table": self._table, "row": row, "column": column, "form": form}
        self.send({"kind": "saved", "place": place, "text": text})

    def draft(self, name: str, widget: Any, restore: Callable[[str], bool] | None = None) -> None:  # noqa: ANN401  ipywidgets has no types
        """Keep what stands in a field for something new until it is taken; left by an earlier page it returns.

        ``restore`` puts a text into the field and says whether it did; a field in which something stands is let be.
        """
        widget.add_class(f"sop-draft:{name}")
        self._drafts[name] = restore or (lambda text: _into(widget, text))

    def awaits(self, name: str, restore: Callable[[str], bool]) -> None:
        """Return a draft also to a field that is not made yet."""
        self._drafts[name] = restore

    def taken(self, *names: str, left: str = "") -> None:
        """Tell the browser that what stood in these fields has been saved, and what of it is ``left`` in the field."""
        self.send({"kind": "taken", "names": list(names), "left": left})

    def hear(self, content: Mapping[str, Any]) -> None:
        """Carry out what the browser asks for."""
        kind = str(content.get("kind"))
        if kind == "drafts":
            self._restore(content.get("texts") or {})
            return
        texts = [content.get(name) for name in ("text", "before")]
        text, before = (each if isinstance(each, bool) else str(each or "") for each in texts)
        row, column = str(content.get("row", "")), str(content.get("column", ""))
        left = Left(row, column, text, before, str(content.get("id", ""))[:64], content.get("about") or {})
        act = {"back": self._put_back, "there": self._is_there}.get(kind)
        if act is not None and act(left):
            self.saved(row, column, text, str(content.get("form", "")))

    def _restore(self, texts: Mapping[str, Any]) -> None:
        back = [name for name, text in texts.items() if name in self._drafts and self._drafts[name](str(text))]
        self.send({"kind": "returned", "names": back})


def told(widget: Any) -> str | bool:  # noqa: ANN401  ipywidgets has no types
    """Return what the browser reads in a field: of a choice the name, not the value."""
    said: str | bool = (widget.label or "") if isinstance(widget, _CHOOSING) else widget.value
    return said


def meant(widget: Any, text: str | bool) -> Any:  # noqa: ANN401, FBT001  ipywidgets has no types; what a field says
    """Return what the field would hold that says this in the browser; of no known choice the text itself."""
    if not isinstance(widget, _CHOOSING):
        return text
    plain = str(text).replace("\N{NO-BREAK SPACE}", " ").strip()
    names = {str(name).strip(): value for name, value in _pairs(widget.options)}
    return names.get(plain, text)


def _pairs(options: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401  ipywidgets has no types
    return [each if isinstance(each, tuple) else (each, each) for each in options]


def _into(widget: Any, text: str) -> bool:  # noqa: ANN401  ipywidgets has no types
    if not isinstance(widget, _CHOOSING) and widget.value:
        return False
    value = meant(widget, text)
    if isinstance(widget, _CHOOSING) and value not in {each for _, each in _pairs(widget.options)}:
        return False
    widget.value = value
    return True


def _words(session: Session) -> dict[str, str]:
    say = session.say
    return {
        "not_saved": say("Not saved:"),
        "kept": say("{place}: {text}", place="{place}", text="{text}"),
        "put_back": say("Put back"),
        "discard": say("Discard"),
        "returned": say("What was typed here before and never added is back in its field. It is not saved yet."),
        "not_kept": say("This browser keeps nothing: what is typed is safe only when it says “Saved”."),
    }
