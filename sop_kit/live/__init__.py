"""In the room: what a notebook shows and edits. Every widget is a view of the record and saves each edit as a Change."""

from sop_kit.live.feedback import show_feedback
from sop_kit.live.forms import show_product, show_table
from sop_kit.live.session import open_session
from sop_kit.live.start import show_chooser, show_product_line

__all__ = ["open_session", "show_chooser", "show_feedback", "show_product", "show_product_line", "show_table"]
