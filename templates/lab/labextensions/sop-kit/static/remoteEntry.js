// The workshop in JupyterLab's launcher, in File > New and in the command palette; the room for notebook and board.
// JupyterLab loads this file as it is: it asks for a container of module federation, so no build step is needed.
// Its sentences are translated as those of JupyterLab are: sop_kit/words/locale.
(() => {
  const START = 'notebooks/00-start-here.ipynb';
  const SETTINGS = 'workshop.toml';
  const OPEN = 'sop-kit:open-workshop';
  const HERE = document.currentScript.src;
  let shared = {};

  function isOlder(one, other) {
    const [left, right] = [one, other].map(version => version.split(/[.-]/).map(Number));
    const at = left.findIndex((part, index) => part !== right[index]);
    return at >= 0 && left[at] < right[at];
  }

  // JupyterLab knows its tokens by identity: the very module it uses itself is needed. It takes the one already
  // loaded, else the newest; so does this.
  async function load(name) {
    const versions = shared[name] ?? {};
    const names = Object.keys(versions);
    const taken = names.find(each => versions[each].loaded);
    const best = taken ?? names.reduce((one, other) => (!one || isOlder(one, other) ? other : one), '');
    if (!best) return {};
    versions[best].loaded = 1;
    return (await versions[best].get())();
  }

  const joined = (folder, name) => (folder ? `${folder}/${name}` : name);

  // The folder asked from, or one above it; undefined when none is a workshop.
  async function findWorkshop(contents, folder) {
    const found = await contents.get(folder, { content: true });
    if (found.content.some(each => each.name === SETTINGS)) return folder;
    return folder ? findWorkshop(contents, folder.split('/').slice(0, -1).join('/')) : undefined;
  }

  async function tellHow(app, cwd, trans, { Dialog, showDialog, Widget }) {
    const steps = document.createElement('pre');
    steps.style.userSelect = 'text';
    steps.textContent = 'sop-kit new my-workshop\nsop-kit lab my-workshop';
    const text = document.createElement('p');
    text.textContent = trans.__(
      'If you have one, open its folder in the file browser and try again. Else make one in a terminal:',
    );
    const body = new Widget();
    body.node.append(text, steps);
    const buttons = [Dialog.cancelButton({ label: trans.__('Close') })];
    if (app.commands.hasCommand('terminal:create-new')) {
      buttons.push(Dialog.okButton({ label: trans.__('Open a terminal') }));
    }
    const answer = await showDialog({ title: trans.__('There is no workshop in this folder'), body, buttons });
    if (answer.button.accept) await app.commands.execute('terminal:create-new', { cwd });
  }

  function addCommand(app, trans, look, browser) {
    app.commands.addCommand(OPEN, {
      label: trans.__('SoP workshop'),
      caption: trans.__('Open the first notebook of the workshop'),
      icon: look.notebookIcon, // the launcher puts the first one it meets beside the heading of the group
      execute: async args => {
        const cwd = args.cwd ?? browser?.model.path ?? '';
        const workshop = await findWorkshop(app.serviceManager.contents, cwd);
        if (workshop === undefined) return tellHow(app, cwd, trans, look);
        return app.commands.execute('docmanager:open', { path: joined(workshop, START) });
      },
    });
  }

  // `sop-kit lab` starts with the width for notebook and board. After that it is the facilitator's: a page loaded again
  // in the same tab stays as it was left.
  async function makeRoom(app, labShell) {
    const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: new URL('room.css', HERE) });
    document.head.append(style);
    if (!labShell || sessionStorage.getItem(OPEN)) return;
    await app.restored;
    // JupyterLab opens the file browser at the same moment; the next turn comes after it.
    setTimeout(() => {
      labShell.collapseLeft();
      sessionStorage.setItem(OPEN, 'done');
    });
  }

  async function plugin() {
    const application = await load('@jupyterlab/application');
    const apputils = await load('@jupyterlab/apputils');
    const { PageConfig } = await load('@jupyterlab/coreutils');
    const { IDefaultFileBrowser } = await load('@jupyterlab/filebrowser');
    const { ILauncher } = await load('@jupyterlab/launcher');
    const { IMainMenu } = await load('@jupyterlab/mainmenu');
    const { ITranslator } = await load('@jupyterlab/translation');
    const { notebookIcon } = await load('@jupyterlab/ui-components');
    const { Widget } = await load('@lumino/widgets');
    const look = { Dialog: apputils.Dialog, showDialog: apputils.showDialog, notebookIcon, Widget };
    return {
      id: 'sop-kit:workshop',
      description: 'Opens the workshop of the folder.',
      autoStart: true,
      requires: [ITranslator],
      optional: [application.ILabShell, ILauncher, IMainMenu, apputils.ICommandPalette, IDefaultFileBrowser],
      activate: (app, translator, labShell, launcher, menu, palette, browser) => {
        const trans = translator.load('sop_kit');
        const lab = translator.load('jupyterlab');
        addCommand(app, trans, look, browser);
        launcher?.add({
          command: OPEN,
          category: lab.__('Notebook'),
          rank: -1,
          kernelIconUrl: new URL('card.svg', HERE).href,
        });
        menu?.fileMenu.newMenu.addGroup([{ command: OPEN }], -1);
        palette?.addItem({ command: OPEN, category: lab.__('Notebook Operations') });
        if (PageConfig.getOption('sopKitMakesRoom') === 'true') void makeRoom(app, labShell);
      },
    };
  }

  window._JUPYTERLAB ??= {};
  window._JUPYTERLAB['sop-kit'] = {
    init: scope => {
      shared = scope;
    },
    get: async () => {
      const made = await plugin();
      return () => ({ __esModule: true, default: made });
    },
  };
})();
