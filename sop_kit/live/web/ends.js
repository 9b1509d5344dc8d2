// When the workshop will end as things stand, and how far it is behind or ahead; it goes on while nobody presses
// anything. {n: "ends", k, now, opened, spent, minutes, tocome, behind, says: {end, behind, ahead, even}}

function endsKind(timers) {
  return {
    create: () => {
      const made = make("span", {class: "sop-ends"});
      const tick = () => (made.isConnected || !made.sopShown ? showEnd(made) : timers.delete(tick));
      timers.add(tick);
      return made;
    },
    update: (element, node) => {
      element.sopNode = node;
      if (element.sopNow !== node.now) Object.assign(element, {sopNow: node.now, sopCame: Date.now()});
      showEnd(element);
      element.sopShown = true;
    },
  };
}

function showEnd(element) {
  const node = element.sopNode;
  if (!node) return;
  // The kernel's clock may differ from the browser's: only what passes since the view came is measured here.
  const passed = (Date.now() - element.sopCame) / 60000;
  const running = node.opened ? Math.max(0, (node.now - node.opened) / 60 + passed) : 0;
  const rest = (node.minutes || 0) - (node.spent || 0) - running;
  const minutes = Math.max(0, node.opened ? rest : 0) + node.tocome;
  const late = Math.round(node.behind + (node.opened && node.minutes ? Math.max(0, -rest) : 0));
  const end = new Date(Date.now() + minutes * 60000);
  // The wall clock of the browser: the server may stand in another time zone than the room.
  const time = `${String(end.getHours()).padStart(2, "0")}:${String(end.getMinutes()).padStart(2, "0")}`;
  const tone = late > 0 ? node.says.behind : late < 0 ? node.says.ahead : node.says.even;
  const said = `${node.says.end.replace("{time}", time)} · ${tone.replace("{n}", Math.abs(late))}`;
  if (element.textContent !== said) element.textContent = said;
}
