(() => {
  // Ticks survive a reload of this tab and nothing longer: the next use starts with empty boxes.
  const key = "sop-kit " + document.body.dataset.copy + " " + location.pathname;
  const boxes = Array.from(document.querySelectorAll(".ticks input"));
  const keep = () => { try { sessionStorage.setItem(key, boxes.map((box) => Number(box.checked)).join("")); } catch { /* not allowed here */ } };
  try {
    const kept = sessionStorage.getItem(key) || "";
    if (kept.length === boxes.length) boxes.forEach((box, at) => { box.checked = kept[at] === "1"; });
  } catch { /* not allowed here */ }
  document.addEventListener("change", keep);
  document.addEventListener("reset", () => setTimeout(keep));
})();
