"""A checklist in Word: a page of its own, boxes that can be ticked on the screen and with a pen."""

from __future__ import annotations

from sop_kit.blocks.model import Checklist, ChecklistItem
from sop_kit.export import front
from sop_kit.export import word_markup as word
from sop_kit.export.word_markup import Cell, Row
from sop_kit.export.word_press import Press
from sop_kit.export.word_text import inline

_SHARES = (0.055, 0.095, 0.6, 0.25)
_BOX_FONT = "Segoe UI Symbol"
_BLANK = "_" * 22


def checklist(block: Checklist, press: Press) -> str:
    """Return a checklist; whoever calls it begins the page."""
    say = press.say
    name, meaning = front.mode_name(block, say)
    head = press.at(block.anchor) + word.run(f"{block.title}   ") + word.run(name, "ChecklistMode")
    pause = word.run(f"{say('Pause point')}  ", "CardCode") + _said(block.pause_point, "pause_point", block, press)
    rows = [
        _wide(word.paragraph("ChecklistHead", head), head=True),
        _wide(word.paragraph("ChecklistText", pause) + word.paragraph("ChecklistNote", word.run(meaning))),
        *(_item(item, block, press) for item in block.items),
    ]
    sign = f"{say('Done by')} {_BLANK}    {say('Date and time')} {_BLANK}"
    foot = word.paragraph("ChecklistText", word.run(sign))
    if block.owner:
        owner = word.run(f"{say('Owner')}  ") + inline(block.owner, press)
        foot += word.paragraph("ChecklistNote", owner)
    if block.note:
        foot += word.paragraph("ChecklistNote", word.run(block.note))
    rows.append(_wide(foot))
    widths = [round(press.room * share) for share in _SHARES]
    widths[2] += press.room - sum(widths)
    return word.table("Checklist", tuple(widths), rows, caption=block.title) + word.gap()


def pointer(block: Checklist, press: Press) -> str:
    """Return the line that stands where a checklist belongs and leads to its page."""
    name, _ = front.mode_name(block, press.say)
    title = word.run(f"☐ {block.title}", "Hyperlink" if block.anchor else "")
    leads = word.link_inside(word.bookmark(block.anchor), title) if block.anchor else title
    return word.paragraph("BodyText", leads + word.run(f" · {name}", "Muted"))


def _wide(inside: str, *, head: bool = False) -> Row:
    return Row(cells=(Cell(inside=inside, span=4),), head=head)


def _item(item: ChecklistItem, block: Checklist, press: Press) -> Row:
    what = word.paragraph("ChecklistText", _said(item.text, f"{item.code} text", block, press))
    if item.standard:
        what += word.paragraph("ChecklistNote", _said(item.standard, f"{item.code} standard", block, press))
    who = _said(item.who, f"{item.code} who", block, press)
    return Row(
        cells=(
            Cell(inside=word.paragraph("ChecklistText", _box(item.code, press.next_id()))),
            Cell(inside=word.paragraph("ChecklistSide", word.run(item.code))),
            Cell(inside=what),
            Cell(inside=word.paragraph("ChecklistSide", who)),
        )
    )


def _said(text: str, field: str, block: Checklist, press: Press) -> str:
    return press.text(word.run(text), text, anchor=block.anchor, field=field)


def _box(code: str, number: int) -> str:
    font = f'<w:rFonts w:ascii="{_BOX_FONT}" w:hAnsi="{_BOX_FONT}" w:eastAsia="{_BOX_FONT}"/>'
    states = "".join(
        f'<w14:{state}State w14:val="{char:04X}" w14:font="{_BOX_FONT}"/>'
        for state, char in (("checked", 0x2612), ("unchecked", 0x2610))
    )
    return (
        f"<w:sdt><w:sdtPr><w:rPr>{font}</w:rPr><w:alias w:val={word.quoted(code)}/><w:tag w:val={word.quoted(code)}/>"
        f'<w:id w:val="{number}"/><w14:checkbox><w14:checked w14:val="0"/>{states}</w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r><w:rPr>{font}</w:rPr><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
    )
