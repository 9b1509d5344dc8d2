(() => {
  const root = document.documentElement;
  const main = document.querySelector("main");
  const nav = document.querySelector(".contents");
  const list = nav?.querySelector("details");
  root.classList.add("scripted");

  // The contents lie folded in a bar on a phone and open everywhere else; without this script they are open.
  const phone = matchMedia("screen and (max-width: 61.99rem)");
  const fold = () => { if (list) list.open = !phone.matches; };
  fold();
  phone.addEventListener("change", fold);
  list?.addEventListener("toggle", () => { if (!phone.matches) list.open = true; });
  nav?.addEventListener("click", (event) => { if (phone.matches && event.target.closest("a")) list.open = false; });

  // Folded parts: opened for whoever comes by a link, on request all at once, and for paper.
  const folded = () => Array.from(main.querySelectorAll("details"));
  const reveal = (part) => { for (let at = part; at && at !== main; at = at.parentElement) if (at.matches("details")) at.open = true; };
  const arrive = () => { try { reveal(document.getElementById(decodeURIComponent(location.hash.slice(1)))); } catch { /* not an address of this page */ } };
  addEventListener("hashchange", arrive);
  arrive();
  const all = nav?.querySelector(".unfold");
  if (all && main.querySelector(".text details")) {
    all.hidden = false;
    let open = false;
    all.addEventListener("click", () => {
      open = !open;
      folded().forEach((part) => { if (part !== list) part.open = open; });
      all.textContent = open ? all.dataset.close : all.dataset.open;
    });
  }
  let shut = [];
  addEventListener("beforeprint", () => { shut = folded().filter((part) => !part.open); shut.forEach((part) => { part.open = true; }); });
  addEventListener("afterprint", () => { shut.forEach((part) => { part.open = false; }); shut = []; });

  // A link to a place is copied by following it.
  const told = document.querySelector(".told");
  let quiet = 0;
  main.addEventListener("click", (event) => {
    const link = event.target.closest(".head a, a.code");
    if (!link || !navigator.clipboard) return;
    navigator.clipboard.writeText(link.href).then(() => {
      told.textContent = told.dataset.copied;
      clearTimeout(quiet);
      quiet = setTimeout(() => { told.textContent = ""; }, 2000);
    }, () => {});
  });
  if (!nav) return;

  // Mark the chapter being read: the last heading above a third of the window.
  const links = new Map(Array.from(nav.querySelectorAll(".list a"), (a) => [decodeURIComponent(a.hash.slice(1)), a]));
  const heads = Array.from(main.querySelectorAll(":is(h2, h3)[id]")).filter((head) => links.has(head.id));
  let current = null;
  let waiting = false;
  const show = (link) => {
    link.setAttribute("aria-current", "true");
    nav.querySelector(".near")?.classList.remove("near");
    link.closest(".list > li").classList.add("near");
    const [whole, line] = [nav.getBoundingClientRect(), link.getBoundingClientRect()];
    if (line.top < whole.top || line.bottom > whole.bottom) nav.scrollTop += line.top - whole.top - whole.height / 3;
  };
  const mark = () => {
    waiting = false;
    const above = heads.filter((head) => head.getBoundingClientRect().top < innerHeight / 3).pop();
    if (above === current) return;
    if (current) links.get(current.id).removeAttribute("aria-current");
    if (above) show(links.get(above.id));
    current = above;
  };
  addEventListener("scroll", () => { if (!waiting) { waiting = true; requestAnimationFrame(mark); } }, { passive: true });
  mark();

  // Search: every word asked for, in one place of the document. Full width or half, capital or small is the same.
  const find = nav.querySelector(".find");
  const field = find.querySelector("input");
  const count = find.querySelector("p");
  const hits = find.querySelector(".hits");
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ");
  const PLACES = ".card, .answer, .checklist li, .bullets li, tbody tr, p, pre, figcaption, .head, summary";
  const said = (part) => {
    const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walk.nextNode()) texts.push(walk.currentNode.data);
    return texts.join(" ").replace(/\s+/g, " ").trim();
  };
  let places = null;
  const gather = () => {
    let title = "";
    return Array.from(main.querySelectorAll(PLACES)).filter((part) => !nav.contains(part) && !part.parentElement.closest(PLACES)).map((part) => {
      const name = (part.matches(".head") ? part : part.querySelector("h2, h3, h4, h5, h6, th"))?.textContent.trim();
      if (part.matches(".head")) title = name;
      const text = said(part);
      const code = part.querySelector(".code, small b")?.textContent || "";
      const weight = part.matches(".card, .head, .answer") ? 1 : 2;
      return { part, title: name || title, text: name && text.startsWith(name) ? text.slice(name.length) : text, plain: plain(part.textContent), head: plain(name || ""), code: plain(code), weight };
    });
  };
  const paint = (found, words) => {
    if (!window.Highlight || !CSS.highlights) return;
    const ranges = [];
    for (const { part } of found) {
      const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const low = walk.currentNode.data.toLowerCase();
        if (low.length !== walk.currentNode.data.length) continue;
        for (const word of words) {
          for (let at = low.indexOf(word); at >= 0; at = low.indexOf(word, at + word.length)) {
            const range = new Range();
            range.setStart(walk.currentNode, at);
            range.setEnd(walk.currentNode, at + word.length);
            ranges.push(range);
          }
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  };
  const snippet = (text, word) => {
    const at = text.toLowerCase().indexOf(word);
    if (at < 0) return [text.slice(0, 70)];
    const mark = document.createElement("mark");
    mark.textContent = text.slice(at, at + word.length);
    return [(at > 24 ? "…" : "") + text.slice(Math.max(0, at - 24), at), mark, text.slice(at + word.length, at + 60)];
  };
  const go = (part) => {
    reveal(part);
    main.querySelector(".found")?.classList.remove("found");
    part.classList.add("found");
    part.tabIndex = -1;
    part.focus({ preventScroll: true });
    part.scrollIntoView({ block: part.offsetHeight < innerHeight / 2 ? "center" : "start" });
  };
  const line = (hit, word) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const title = document.createElement("b");
    link.href = "#" + (hit.part.id || hit.part.querySelector("[id]")?.id || hit.part.closest("[id]").id);
    title.textContent = hit.title;
    link.append(title, ...snippet(hit.text, word));
    link.addEventListener("click", (event) => { event.preventDefault(); go(hit.part); });
    item.append(link);
    return item;
  };
  const search = () => {
    const asked = plain(field.value).trim();
    const words = asked ? asked.split(" ") : [];
    places ||= gather();
    const rank = (hit) => (hit.code === asked ? 0 : words.every((word) => hit.head.includes(word)) ? hit.weight : 3);
    const found = words.length ? places.filter((hit) => words.every((word) => hit.plain.includes(word))).sort((a, b) => rank(a) - rank(b)) : [];
    list.classList.toggle("finding", words.length > 0);
    count.textContent = words.length ? (found.length ? count.dataset.found.replace("{n}", found.length) : count.dataset.none) : "";
    hits.replaceChildren(...found.slice(0, 40).map((hit) => line(hit, words[0])));
    main.querySelector(".found")?.classList.remove("found");
    paint(found, words);
  };
  // Said here: a sheet with a rule that a reader's browser or a checker does not know is not a valid sheet.
  document.head.append(Object.assign(document.createElement("style"), { textContent: "::highlight(found){background:#ffe28a;color:#1b2430}" }));
  find.hidden = false;
  field.addEventListener("input", search);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") hits.querySelector("a")?.click();
    if (event.key === "Escape") { field.value = ""; search(); }
  });
})();
