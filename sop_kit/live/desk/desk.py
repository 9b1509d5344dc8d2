"""The widget behind board and panels: it shows what is made from the record, and answers every act.

An answer leaves only after the commit; what is shown is made anew after that, so that nobody waits for a picture to
learn that the words are safe.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import anywidget
import traitlets

from sop_kit.errors import SopKitError
from sop_kit.live.browser_place import place_of
from sop_kit.live.desk.asked import COMMON, Act, Asked
from sop_kit.live.desk.web import script, style
from sop_kit.live.session import Session
from sop_kit.live.shown import form_hint

Look = Callable[[], Mapping[str, Any]]
Ask = Callable[[Mapping[str, Any]], Any]
_LOG = logging.getLogger(__name__)
_LONGEST_ID = 64
_REMEMBERED = 500  # answers; a browser sends an act again within seconds
_acting = threading.local()


class Desk(anywidget.AnyWidget):
    """A board or a panel in a notebook.

    Parameters
    ----------
    name
        What the desk is called in the browser's storage and style: ``board``, ``agenda`` …
    look
        Makes what is shown: ``title``, ``tools`` and ``nodes`` (see ``sop_kit.live.desk.nodes``), or ``board``.
    acts
        What can be done here besides what every desk knows (``sop_kit.live.desk.asked.COMMON``).
    asks
        What the browser can ask to be shown, such as the card of a step; nothing is saved by it.
    """

    _esm = script()
    _css = style()
    view = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        session: Session,
        name: str,
        look: Look,
        acts: Mapping[str, Act],
        asks: Mapping[str, Ask] | None = None,
    ) -> None:
        self._session = session
        self._name = name
        self._look = look
        self._acts = {**COMMON, **acts}
        self._asks = asks or {}
        self._done: dict[str, Mapping[str, Any]] = {}
        with session.lock:
            super().__init__(view=self._made())
            session.listen(self._changed)
        self.on_msg(self._heard)
        session.watch()

    def refresh(self) -> None:
        """Show what there is now."""
        # What the watch saw in another thread must not be covered by what was made a moment before.
        with self._session.lock:
            self.view = self._made()

    def follow(self) -> None:
        """Show what there is after an act; a desk that cannot is logged."""
        try:
            self.refresh()
        except Exception:  # noqa: BLE001  whatever it is, it is logged
            # What was saved is saved: one desk that cannot show it must not keep the others from doing so.
            _LOG.exception("A desk could not follow the record")

    def _made(self) -> dict[str, Any]:
        session = self._session
        return {
            "desk": self._name,
            "place": place_of(session),
            "lang": session.say.lang,
            "now": time.time(),
            "words": _words(session),
            "conflicts": session.met(),
            **self._look(),
        }

    def _changed(self) -> None:
        waiting = getattr(_acting, "desks", None)
        if waiting is None:
            self.refresh()
        elif self not in waiting:
            waiting.append(self)

    def _heard(self, _widget: object, content: Mapping[str, Any], _buffers: object) -> None:
        kind = content.get("kind")
        if kind == "known":
            ids = [str(each) for each in content.get("ids", ())]
            self.send({"kind": "known", "ids": [each for each in ids if self._knows(each)]})
        elif kind == "ask":
            self.send({"kind": "told", "id": content.get("id"), "answer": self._told(content)})
        elif kind == "act":
            _acting.desks = []
            try:
                self.send(self._answered_once(content))
            finally:
                desks, _acting.desks = _acting.desks, None
                for desk in desks:
                    desk.follow()

    def _knows(self, act_id: str) -> bool:
        return act_id in self._done or self._session.knows(act_id)

    def _answered_once(self, content: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the answer to an act; one that was carried out is not carried out again, also where it left no Change.

        "Undo" that found nothing to take back would otherwise, sent again, take back what was written since.
        """
        act_id = str(content.get("id", ""))
        if act_id in self._done:
            return self._done[act_id]
        answer = self._answer(content)
        if act_id and answer["kind"] == "done":
            self._done[act_id] = answer
            if len(self._done) > _REMEMBERED:
                del self._done[next(iter(self._done))]
        return answer

    def _told(self, content: Mapping[str, Any]) -> Any:  # noqa: ANN401  any JSON value
        ask, args = self._asks.get(str(content.get("name", ""))), content.get("args")
        return ask(args if isinstance(args, Mapping) else {}) if ask else None

    def _answer(self, content: Mapping[str, Any]) -> dict[str, Any]:
        say = self._session.say
        act_id, name = str(content.get("id", ""))[:_LONGEST_ID], str(content.get("name", ""))
        args = content.get("args")
        asked = Asked(self._session, act_id, args if isinstance(args, Mapping) else {})
        act = self._acts.get(name)
        try:
            if act is None:
                return self._refused(act_id, say("This notebook does not know “{name}”. Run it again.", name=name))
            answer = act(asked) or {}
        except SopKitError as error:
            return self._refused(act_id, error.said(say))
        except Exception as error:  # noqa: BLE001  whatever happens, nobody may believe it is saved
            return self._refused(act_id, say("Not saved. Run the notebook again. ({reason})", reason=_reason(error)))
        moment = datetime.now().astimezone().strftime("%H:%M:%S")
        told = answer.get("bad") or answer.get("says") or say("Saved {time}", time=moment)
        tone = "bad" if answer.get("bad") else "good"
        return {"kind": "done", "id": act_id, "says": told, "tone": tone, "answer": dict(answer)}

    def _refused(self, act_id: str, says: str) -> dict[str, Any]:
        return {"kind": "refused", "id": act_id, "says": says}


def desk_output(desk: Desk, lang: str) -> dict[str, Any]:
    """Return what a cell shows for a desk; the plain text stands where no widget can."""
    bundle, _ = desk._repr_mimebundle_() or ({}, {})
    return {**bundle, "text/plain": form_hint(lang)}


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]


def _words(session: Session) -> dict[str, str]:
    say = session.say
    return {
        "as_you_type": say("Saved as you type"),
        "saving": say("Saving"),
        "enter_saves": say("Not saved yet: Enter saves it"),
        "no_answer": say("No answer yet: kept in this browser and sent again"),
        "not_saved": say("Not saved yet"),
        "send_again": say("Save now"),
        "send_all": say("Save all now"),
        "discard": say("Throw away"),
        "keep_theirs": say("Keep what stands"),
        "take_mine": say("Take the other"),
        "pick_first": say("Pick something first."),
        "not_kept_here": say("This browser keeps nothing: what is typed is safe only when it says “Saved”."),
        "gone": say("No kernel answers: what is typed now is kept in this browser. Run the notebook again."),
        "gone_unkept": say("No kernel answers, and this browser keeps nothing: note down elsewhere what is typed now."),
    }
