(() => {
  // By the reader's clock: a copy on a desk does not know that its review has passed.
  const bar = document.querySelector("[data-expires]");
  if (!bar) return;
  const midnight = (at) => new Date(at.getFullYear(), at.getMonth(), at.getDate());
  const [year, month, day] = bar.dataset.expires.split("-").map(Number);
  const left = Math.round((new Date(year, month - 1, day) - midnight(new Date())) / 864e5);
  if (!(left <= Number(bar.dataset.days))) return;
  const said = left < 0 ? "late" : "soon";
  bar.hidden = false;
  bar.classList.add(said);
  bar.querySelector(".banner-title").textContent = bar.dataset[said];
  bar.querySelector(".advice").textContent = bar.dataset[said + "Advice"];
})();
