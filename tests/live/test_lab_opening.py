"""What `sop-kit lab` opens: JupyterLab in the workshop's language, its width for the notebook, or Notebook 7."""

import json
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from sop_kit.cli.lab import notebook_command
from sop_kit.cli.taking import start_workshop, take
from sop_kit.places import kit_path
from sop_kit.record.model import by_id
from tests.live.lab import PATIENCE_MS, SEEN, Notebook, running_lab, set_language

pytestmark = pytest.mark.xdist_group("lab")
PRODUCT = "govuk-chat"
START = "notebooks/00-start-here.ipynb"
PROJECTOR = {"width": 1280, "height": 720}
BROWSER_TAB = ".jp-SideBar .lm-TabBar-tab[data-id='filebrowser']"


def start(folder):
    workshop = start_workshop(folder, product=None, name=None)
    take(workshop, [kit_path("workshop", f"{PRODUCT}.yaml")], product=None, name=None)
    return workshop


@pytest.fixture(scope="module")
def lab(browser, tmp_path_factory):
    home = tmp_path_factory.mktemp("opening")
    with running_lab(start(home / "工作坊"), home, lang="zh") as running:
        yield running


@pytest.fixture
def page(browser, lab):
    """Return a page in a window of its own, as a facilitator's browser opens it; it may ask nobody but its server."""
    context = browser.new_context(viewport=PROJECTOR)
    asked = set()
    page = context.new_page()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    page.on("websocket", lambda socket: asked.add(urlsplit(socket.url).netloc))
    yield page
    context.close()
    assert asked - {""} == {urlsplit(lab.address).netloc}


def open_lab(page, lab, path=""):
    page.goto(f"{lab.address}{path}?token={lab.token}&reset")
    expect(page.locator(".lm-MenuBar-item").first).to_be_visible(timeout=PATIENCE_MS)


def test_a_chinese_workshop_opens_at_its_first_notebook_and_the_file_browser_stays_as_it_is_left(page, lab):
    page.goto(f"{lab.address}?token={lab.token}")
    notebook = page.locator(".jp-Notebook")
    expect(notebook.get_by_role("heading", name="从这里开始")).to_be_visible(timeout=PATIENCE_MS)
    assert urlsplit(page.url).path == f"/lab/tree/{START}"
    expect(page.locator(".lm-MenuBar-item").first).to_have_text("文件")
    files = page.locator("#filebrowser")
    expect(files).to_be_hidden()
    assert notebook.bounding_box()["width"] > 1150
    assert notebook.locator(".jp-CodeCell").evaluate_all(f"cells => cells.filter({SEEN}).length") == 0

    with page.expect_response(lambda answer: "/api/workspaces/" in answer.url and answer.request.method == "PUT"):
        page.locator(BROWSER_TAB).click()
    page.reload()
    expect(notebook.get_by_role("heading", name="从这里开始")).to_be_visible(timeout=PATIENCE_MS)
    expect(files).to_be_visible()


@pytest.mark.parametrize(
    ("locale", "card", "advice"),
    [
        ("", "SoP 工作坊", "此文件夹中没有工作坊"),
        ("en", "SoP workshop", "There is no workshop in this folder"),
    ],
    ids=["the workshop's language", "the language a person chose"],
)
def test_the_card_of_the_launcher_opens_the_workshop_or_says_how_to_make_one(page, lab, locale, card, advice):
    own = (
        lab.workshop.folder.parent / "settings" / "@jupyterlab" / "translation-extension" / "plugin.jupyterlab-settings"
    )
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(json.dumps({"locale": locale} if locale else {}), encoding="utf-8")
    open_lab(page, lab, "lab")
    settings = lab.workshop.folder / "workshop.toml"
    aside = settings.rename(settings.with_suffix(".aside"))
    page.locator(".jp-LauncherCard", has_text=card).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(advice)
    expect(dialog).to_contain_text("sop-kit new")
    page.keyboard.press("Escape")
    aside.rename(settings)
    page.locator(".jp-LauncherCard", has_text=card).click()
    expect(page.locator(".jp-Notebook").get_by_role("heading", name="Start here")).to_be_visible(timeout=PATIENCE_MS)


# Notebook 7 has no status bar, and its circle is idle before there is a kernel: the server knows.
IDLE = """async name => {
  const sessions = await (await fetch('/api/sessions')).json();
  return sessions.some(each => each.path.endsWith(name) && each.kernel.execution_state === 'idle');
}"""


class SevenNotebook(Notebook):
    """A notebook open in Notebook 7."""

    address = "notebooks/notebooks/{name}?"

    def wait_for_kernel(self):
        """Wait until a kernel is there and has nothing to do."""
        self.page.wait_for_function(IDLE, arg=self.name, timeout=PATIENCE_MS)
        expect(self.page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']")).to_be_visible()


def test_notebook_7_opens_the_workshop_and_form_and_board_there_save(browser, tmp_path):
    workshop = start(tmp_path / "workshop")
    name = "01-capture-workflow.ipynb"
    set_language(workshop, name, "en")
    with running_lab(workshop, tmp_path, make_command=notebook_command) as seven:
        page = browser.new_page(viewport=PROJECTOR)
        page.goto(f"{seven.address}?token={seven.token}")
        expect(page.get_by_role("heading", name="Start here")).to_be_visible(timeout=PATIENCE_MS)
        assert urlsplit(page.url).path == f"/notebooks/{START}"
        notebook = SevenNotebook(page, seven, name)
        notebook.run()
        assert page.locator(".jp-CodeCell").evaluate_all(f"cells => cells.filter({SEEN}).length") == 0
        expect(page.locator(".sop-doc .canvas svg").first).to_be_attached()
        form = notebook.form("Steps")
        form.choose("GC03")
        with form.saving():
            form.field("Output").fill("slow requests, daily")
        assert by_id(seven.record(PRODUCT).steps)["GC03"].outputs == "slow requests, daily"
        board = page.locator("[data-desk='board']")
        board.get_by_placeholder("What is done?").fill("Count the slow requests")
        board.get_by_placeholder("What is done?").press("Enter")
        expect(board.get_by_role("gridcell", name="Count the slow requests").first).to_be_attached()
        assert seven.record(PRODUCT).steps[-1].action == "Count the slow requests"
        page.close()
