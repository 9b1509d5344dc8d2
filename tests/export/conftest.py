"""What the tests of pages share: a page shown in a real browser."""

import pytest

DESK = {"width": 1280, "height": 900}


@pytest.fixture
def show(browser, tmp_path):
    """Return a function that opens HTML as a file and returns its page; ``now`` is what the reader's clock says."""
    contexts = []

    def opened(html, *, size=DESK, watch=None, now=None, **options):
        path = tmp_path / "page.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(viewport=size, reduced_motion="reduce", **options)
        contexts.append(context)
        tab = context.new_page()
        if now is not None:
            tab.clock.set_fixed_time(now)
        if watch is not None:
            tab.on("console", lambda message: watch.append(message.text))
            tab.on("pageerror", lambda error: watch.append(str(error)))
            tab.on("request", lambda request: watch.append(request.url))
        tab.goto(path.as_uri())
        return tab

    yield opened
    for context in contexts:
        context.close()
