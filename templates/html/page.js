(() => {
  // The contents lie folded on a phone and open everywhere else; without this script they are open.
  const contents = document.querySelector(".contents details");
  if (!contents) return;
  const phone = matchMedia("screen and (max-width: 61.99rem)");
  const fold = () => { contents.open = !phone.matches; };
  fold();
  phone.addEventListener("change", fold);
  addEventListener("beforeprint", () => { contents.open = true; });
  addEventListener("afterprint", fold);
  contents.addEventListener("click", (event) => { if (phone.matches && event.target.closest("a")) contents.open = false; });

  // Mark the chapter being read: the last heading above a third of the window.
  const links = new Map(Array.from(contents.querySelectorAll("a"), (a) => [decodeURIComponent(a.hash.slice(1)), a]));
  const heads = Array.from(document.querySelectorAll("main :is(h2, h3)[id]")).filter((head) => links.has(head.id));
  let current = null;
  let waiting = false;
  const show = (link) => {
    link.setAttribute("aria-current", "true");
    const side = contents.parentElement;
    const [all, line] = [side.getBoundingClientRect(), link.getBoundingClientRect()];
    if (line.top < all.top || line.bottom > all.bottom) side.scrollTop += line.top - all.top - all.height / 3;
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
})();
