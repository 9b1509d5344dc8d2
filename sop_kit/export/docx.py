"""Write a document as a Word file: pandoc makes it from a tree, one pass adds what pandoc lacks."""

from __future__ import annotations

import json
import os
import subprocess

from sop_kit.blocks.model import Bundle
from sop_kit.errors import ExportFailed, MissingTool, phrase
from sop_kit.export import fonts, paper
from sop_kit.export.word_finish import finished
from sop_kit.export.word_tree import tree
from sop_kit.places import kit_path

_SECONDS = 120


def render(bundle: Bundle) -> bytes:
    """Return the document as a Word file (.docx); the same document gives the same bytes.

    Raises
    ------
    MissingTool
        When pandoc is not installed.
    ExportFailed
        When pandoc cannot write the document.
    """
    written = paper.sound(bundle, fonts.visible)
    raw = _pandoc(json.dumps(tree(written)), bundle)
    return finished(raw, written)


def _pandoc(source: str, bundle: Bundle) -> bytes:
    try:
        import pypandoc

        program = pypandoc.get_pandoc_path()
    except (ImportError, OSError) as error:
        raise MissingTool("pandoc", "Word files need it: pip install pypandoc-binary") from error
    what = phrase("The Word file of '{product}'", product=bundle.meta.product)
    command = [program, "--from=json", "--to=docx", "--sandbox", "--output=-"]
    command.append(f"--reference-doc={kit_path('templates', 'reference.docx')}")
    clock = {"SOURCE_DATE_EPOCH": str(int(paper.moment(bundle.meta).timestamp()))}
    try:
        done = subprocess.run(  # noqa: S603  pandoc's own path and the kit's own arguments; no text goes in by them
            command,
            input=source.encode(),
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            env=os.environ | clock,
        )
    except subprocess.TimeoutExpired as error:
        raise ExportFailed(what, phrase("pandoc did not finish within {n} seconds.", n=_SECONDS)) from error
    except OSError as error:
        raise MissingTool("pandoc", phrase("It could not be started ({error}).", error=error)) from error
    if done.returncode != 0:
        complaint = done.stderr.decode(errors="replace").strip()
        raise ExportFailed(what, complaint or phrase("pandoc gave no reason."))
    return done.stdout
