(() => {
  // A run of a list is kept in this browser from its first tick until it is finished; then it leaves as a small file.
  const about = document.body.dataset;
  const said = document.getElementById("said").dataset;
  const MARK = "\u241f"; // where a value goes into a sentence
  const MOST_EARLIER = 20;
  const EARLIER = "sop-kit finished " + about.product;
  let keeps = true;

  const load = (key) => { try { return JSON.parse(localStorage.getItem(key) || "null"); } catch { return null; } };
  const store = (key, value) => {
    try {
      if (value === null) localStorage.removeItem(key); else localStorage.setItem(key, JSON.stringify(value));
      keeps = true;
    } catch { keeps = false; }
  };

  const two = (number) => String(number).padStart(2, "0");
  const now = () => {
    const at = new Date();
    const zone = -at.getTimezoneOffset();
    const offset = (zone < 0 ? "-" : "+") + two(Math.trunc(Math.abs(zone) / 60)) + ":" + two(Math.abs(zone) % 60);
    return at.getFullYear() + "-" + two(at.getMonth() + 1) + "-" + two(at.getDate()) + "T" +
      two(at.getHours()) + ":" + two(at.getMinutes()) + ":" + two(at.getSeconds()) + offset;
  };
  const stamp = (time) => time.slice(0, 19).replaceAll(/[-:]/g, "");
  const newId = (time) => {
    const chance = crypto.getRandomValues(new Uint8Array(4));
    return "run-" + stamp(time) + "-" + Array.from(chance, (byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  const fileName = (run) => "run-" + run.product + "-" + run.checklist.replaceAll(/[^\p{L}\p{N}_.-]+/gu, "-") + "-" + stamp(run.finished) + ".json";
  const download = (run) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([textOf(run)], { type: "application/json" }));
    link.download = fileName(run);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  const textOf = (run) => JSON.stringify(run, null, 1) + "\n";

  const showEarlier = () => {
    const runs = load(EARLIER) || [];
    const part = document.querySelector(".earlier");
    part.hidden = runs.length === 0;
    part.querySelector("ul").replaceChildren(...runs.map((run) => {
      const line = document.createElement("li");
      const name = document.createElement("span");
      name.textContent = [run.finished.slice(0, 16).replace("T", " "), run.title, run.who].join(" · ");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = said.saveAgain;
      button.setAttribute("aria-label", said.saveAgain + ": " + name.textContent);
      button.addEventListener("click", () => download(run));
      line.append(name, button);
      return line;
    }));
  };

  const work = (form) => {
    const key = ["sop-kit run", about.product, form.dataset.list, about.version].join(" ");
    const facts = JSON.parse(form.dataset.lines);
    const items = Array.from(form.querySelectorAll(".ticks li"), (line, at) => ({
      code: facts[at][0],
      text: facts[at][1],
      box: line.querySelector("input[type=checkbox]"),
      more: line.querySelector(".more"),
      differently: line.querySelector("[name=differently]"),
      evidence: line.querySelector("[name=evidence]"),
    }));
    const one = (name) => form.elements.namedItem(name);
    let run = null; // id and start of the run that is going on, and the whole of it once it is finished

    const state = () => ({
      ...run, who: one("who").value, result: one("result").value, note: one("note").value,
      lines: items.map((item) => ({
        code: item.code, text: item.text, done: item.box.checked,
        differently: item.differently.value, evidence: item.evidence.value,
      })),
    });
    const keep = () => {
      if (!run) { const time = now(); run = { id: newId(time), started: time }; }
      store(key, state());
      show();
    };
    const show = () => {
      const finished = Boolean(run && run.finished);
      form.querySelector("fieldset").disabled = finished;
      form.querySelector(".saved").hidden = !finished;
      const keeping = form.querySelector(".keeping");
      keeping.hidden = finished;
      keeping.textContent = keeps ? said.kept : said.notKept;
      for (const item of items) item.more.classList.toggle("used", Boolean(item.differently.value || item.evidence.value));
      if (finished) {
        const name = fileName(run.whole);
        form.querySelector(".saved [role=status]").textContent = said.saved.replaceAll(MARK, name);
        form.querySelector(".text").value = textOf(run.whole);
      }
    };
    const clear = () => {
      run = null;
      store(key, null);
      form.querySelector("fieldset").disabled = false;
      form.reset();
      for (const item of items) item.more.open = false;
      show();
    };
    const finish = () => {
      const typed = state();
      const open = typed.lines.filter((line) => !line.done).length;
      const otherwise = typed.lines.some((line) => line.differently.trim());
      if (open && typed.result !== "stopped" && !confirm(said.open.replaceAll(MARK, String(open)))) return;
      const asTicked = open || otherwise ? "partly" : "complete";
      const result = open && typed.result === "complete" ? "partly" : typed.result || asTicked;
      const whole = {
        sop_kit_run: 1, id: run.id, product: about.product, product_name: about.productName,
        checklist: form.dataset.list, title: form.dataset.title, version: about.version, copy: about.copy, lang: about.lang,
        who: typed.who.trim(), started: run.started, finished: now(), result, note: typed.note.trim(),
        lines: typed.lines.map((line) => ({ ...line, differently: line.differently.trim(), evidence: line.evidence.trim() })),
      };
      run = { ...run, finished: whole.finished, whole };
      store(key, state());
      store(EARLIER, [whole, ...(load(EARLIER) || []).filter((each) => each.id !== whole.id)].slice(0, MOST_EARLIER));
      download(whole);
      show();
      showEarlier();
      form.querySelector(".saved .save").focus();
    };

    const kept = load(key);
    if (kept && kept.id) {
      run = { id: kept.id, started: kept.started, ...(kept.finished ? { finished: kept.finished, whole: kept.whole } : {}) };
      one("who").value = kept.who || "";
      one("result").value = kept.result || "";
      one("note").value = kept.note || "";
      // Lines are found by what they say: another print of the same version may have put them in another order.
      const lines = new Map((kept.lines || []).map((line) => [line.code + MARK + line.text, line]));
      for (const item of items) {
        const line = lines.get(item.code + MARK + item.text) || {};
        item.box.checked = Boolean(line.done);
        item.differently.value = line.differently || "";
        item.evidence.value = line.evidence || "";
      }
    }
    for (const part of form.querySelectorAll(".close, .finish")) part.hidden = false;
    form.addEventListener("input", keep);
    form.addEventListener("submit", (event) => { event.preventDefault(); keep(); finish(); });
    form.querySelector(".again").addEventListener("click", (event) => { event.preventDefault(); if (!run || confirm(said.sure)) clear(); });
    form.querySelector(".new").addEventListener("click", () => { clear(); one("who").focus(); });
    form.querySelector(".save").addEventListener("click", () => download(run.whole));
    show();
    return { form, going: () => Boolean(run && !run.finished) };
  };

  const lists = Array.from(document.querySelectorAll("form.sheet"), work);
  showEarlier();
  addEventListener("beforeunload", (event) => { if (!keeps && lists.some((list) => list.going())) event.preventDefault(); });

  // On a screen one list at a time: the one that was picked, else the one that is going on. Paper has all of them.
  const pick = () => {
    const wanted = decodeURIComponent(location.hash.slice(1));
    const known = lists.find((list) => list.form.id === wanted || list.form.dataset.list === wanted);
    const shown = known || lists.find((list) => list.going()) || lists[0];
    for (const list of lists) list.form.classList.toggle("aside", list !== shown);
    for (const link of document.querySelectorAll(".pick a")) {
      if (shown && link.hash === "#" + shown.form.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  addEventListener("hashchange", pick);
  pick();
})();
