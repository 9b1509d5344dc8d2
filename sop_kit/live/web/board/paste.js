// What comes from other programs: rows and lines from the clipboard become steps, after a look at what they would be;
// a photo of the paper whiteboard becomes evidence.

const PHOTO_SIDE = 2400; // pixels; a wall of sticky notes is read well at that
const PHOTO_BYTES = 1_500_000; // as sent; a larger one is made smaller here
const LARGEST_BYTES = 10_000_000;

class Pasting {
  constructor(board, root, frame) {
    this.board = board;
    root.addEventListener("paste", event => this._pasted(event));
    frame.addEventListener("dragover", event => this._over(event));
    frame.addEventListener("dragleave", () => delete frame.dataset.drop);
    frame.addEventListener("drop", event => this._dropped(event));
    this.frame = frame;
    this.file = make("input", {type: "file", accept: "image/*", hidden: true, "aria-label": board.words.photo});
    this.file.addEventListener("change", () => {
      for (const file of this.file.files) this.photo(file);
      this.file.value = "";
    });
  }

  _pasted(event) {
    if (event.target.closest("input, textarea, select")) return;
    const files = [...event.clipboardData.files].filter(({type}) => type.startsWith("image/"));
    const text = event.clipboardData.getData("text/plain");
    event.preventDefault();
    // A spreadsheet puts a picture of its rows beside their text.
    if (text.trim()) this.text(text);
    else if (files.length) files.forEach(file => this.photo(file));
    else this.board.say(this.board.words.paste_nothing, "bad");
  }

  async text(text) {
    const {board} = this;
    const place = board.placeHere();
    const args = {text, role: place.lane, stage: place.column, after: "*"};
    const seen = await board.desk.ask("paste", args);
    if (!seen || seen.refused) {
      board.say(seen?.refused || board.words.paste_nothing, "bad");
      return;
    }
    const act = () =>
      board.gestures.act("paste", args, board.words.pasted, {
        then: ({ids}) => ids?.length && board.whenDrawn(() => board.choose(ids)),
      });
    board.card.preview(board.words.paste_title, seen.nodes ?? [], board.words.paste, act);
  }

  _over(event) {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    this.frame.dataset.drop = this.board.words.drop_photo;
  }

  _dropped(event) {
    delete this.frame.dataset.drop;
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    event.stopPropagation();
    for (const file of event.dataTransfer.files) this.photo(file);
  }

  async photo(file) {
    const {board} = this;
    const {words} = board;
    const step = board.at?.kind === "step" && board.chosen.has(board.at.id) ? board.at.id : "";
    let sent;
    try {
      sent = await smaller(file);
    } catch {
      board.say(words.photo_bad, "bad");
      return;
    }
    if (sent.size > LARGEST_BYTES) {
      board.say(words.photo_big, "bad");
      return;
    }
    const name = file.name || "photo.jpg";
    board.gestures.act("photo", {name, data: await base64(sent), step}, fill(words.photo_added, {name}));
  }
}

// A photo as it is when it is small, else scaled down to what a wall needs.
async function smaller(file) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, PHOTO_SIDE / Math.max(bitmap.width, bitmap.height));
  const plain = ["image/jpeg", "image/png"].includes(file.type);
  if (plain && scale === 1 && file.size <= PHOTO_BYTES) return file;
  const canvas = make("canvas", {width: Math.round(bitmap.width * scale), height: Math.round(bitmap.height * scale)});
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#ffffff"; // what was clear would else turn black
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  let made = null;
  for (const quality of [0.85, 0.7, 0.5]) {
    made = await new Promise(done => canvas.toBlob(done, "image/jpeg", quality));
    if (made.size <= PHOTO_BYTES) break;
  }
  return made;
}

function base64(blob) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = failed;
    reader.readAsDataURL(blob);
  });
}
