// The second half of the reading desk: it turns mouse, touch and keys into commands, and shows what Python answers.
// Python decides on every mark and keeps it. The first half, desk_text.js, stands before this one.

const LINES = ["solid", "double", "dashed", "dotted", "wavy"];
const LAYER_LOOKS = [
  ["○", "#36596b"],
  ["△", "#6b3fa0"],
  ["□", "#4d6b1d"],
  ["◇", "#8f4a1d"],
  ["☆", "#1d5f8f"],
];
const PATIENCE = 2500; // milliseconds until a silent kernel is reported
const ANOTHER = "\u0000another";
const NO_KERNEL = "No answer from the kernel: this is not saved. If no cell is running, run this cell again.";

const KEYS = [
  ["← →", "word before, next word"],
  ["↑ ↓", "sentence before, next sentence (also Ctrl + ← →)"],
  ["Shift + arrow", "select more or less"],
  ["Enter", "mark with the active label"],
  ["1 – 9, 0", "choose a label; 0 is no label"],
  ["N", "note on the mark here"],
  ["Delete", "remove the mark here"],
  ["J  K  or  ]  [", "next mark, mark before"],
  ["Ctrl + Z", "undo; with Shift: redo"],
  ["Escape", "clear the selection"],
  ["?", "show or hide these keys"],
];

class View {
  constructor(model, el) {
    Object.assign(this, { model, el, active: 0, picked: null, anchor: null, caret: null, dragging: false });
    this.key = Math.random().toString(36).slice(2);
    this.count = 0;
    this.pending = new Map();
    this.shown = new Set(["My marks"]);
    this.drawn = new Map(); // what stands on the page now: key of a mark → the mark
    this.rows = new Map(); // the same for the list
    this.gone = new AbortController();
    this.page = new Page(model.get("page"));
    this.labels = model.get("labels").map((label, i) => ({ ...label, line: LINES[i % LINES.length] }));
    this.build();
    this.listen();
    this.redraw();
    this.drawTop();
    this.choose(0);
  }

  // Parts of the page

  build() {
    const id = `crn-${this.key}`;
    this.text = make("div", {
      class: "crn-text",
      "data-desk": "text",
      tabindex: 0,
      role: "application",
      "aria-roledescription": "text to mark",
      "aria-label": "Article",
      "aria-describedby": `${id}-help`,
    });
    this.text.append(...this.page.paragraphs.map((par) => (drawParagraph(par, []), par.node)));
    this.bar = make("div", { class: "crn-bar", role: "group", "aria-label": "Labels" }, ...this.labelButtons());
    this.hint = make("p", { class: "crn-hint" });
    this.tools = make("div", { class: "crn-tools", role: "group", "aria-label": "Tools" });
    this.sheets = make("div", { class: "crn-layers", role: "group", "aria-label": "Layers" });
    this.who = make("div", { class: "crn-who" });
    this.card = make("div", { class: "crn-card", role: "group", "aria-label": "About this mark", hidden: true });
    this.status = make("div", { class: "crn-status" });
    this.saved = make("div", { class: "crn-saved" });
    this.live = make("div", { class: "crn-hidden", role: "status", "aria-live": "polite" });
    this.warning = make("div", { class: "crn-warning", role: "alert" });
    this.problems = make("p", { class: "crn-problems" });
    this.list = make("ol", { class: "crn-list" });
    this.title = make("div", { class: "crn-title" });
    const help = make("span", { class: "crn-hidden", id: `${id}-help` }, this.helpLine());
    const top = make("div", { class: "crn-top" }, this.bar, this.tools);
    const second = make("div", { class: "crn-second" }, this.sheets, this.who);
    const foot = make("div", { class: "crn-foot" }, this.status, this.saved);
    const left = make("div", { class: "crn-left" }, this.text, this.card, foot);
    const side = make(
      "div",
      { class: "crn-side", role: "group", "aria-label": "List of marks" },
      this.title,
      this.list,
    );
    const main = make("div", { class: "crn-main" }, left, side);
    this.root = make("div", { class: "crn-desk", role: "group", "aria-label": "Reading desk" });
    this.root.append(top, this.hint, second, this.problems, this.warning, main, help, this.live);
    this.root.style.setProperty("--crn-height", this.model.get("options").height);
    this.el.append(this.root);
  }

  helpLine() {
    return "Left and Right move by word, Up and Down by sentence, Shift selects, Enter marks. Press ? for all keys.";
  }

  labelButtons() {
    const held = { onmousedown: (event) => event.preventDefault(), onpointerdown: () => (this.held = this.picked) };
    this.buttons = this.labels.map((label, i) => {
      const sign = make("span", { class: "crn-sign", "aria-hidden": "true" }, label.sign);
      const key = make("kbd", { "aria-hidden": "true" }, String(i + 1));
      const name = make("span", { class: "crn-name", "data-line": label.line }, label.name);
      const button = make(
        "button",
        {
          type: "button",
          class: "crn-label",
          "data-desk": "label",
          title: label.explanation,
          ...held,
          onclick: () => this.clickLabel(i),
        },
        sign,
        name,
        i < 9 ? key : "",
      );
      button.style.setProperty("--crn-hue", label.colour);
      return button;
    });
    const none = make("button", {
      type: "button",
      class: "crn-label crn-none",
      ...held,
      onclick: () => this.choose(-1),
    });
    none.append(make("span", { class: "crn-name" }, "just read"), make("kbd", { "aria-hidden": "true" }, "0"));
    this.none = none;
    return [...this.buttons, none];
  }

  button(name, act, attributes = {}) {
    return make("button", { type: "button", class: "crn-button", onclick: act, ...attributes }, name);
  }

  /** Buttons are kept and changed, never made anew: a button that goes away in mid-click does nothing. */
  drawTop() {
    const { undo, redo, saved, file, problems } = this.model.get("state");
    if (!this.undo) {
      this.undo = this.button("↶ Undo", () => this.ask({ do: "undo" }), { title: "Ctrl + Z" });
      this.redo = this.button("↷ Redo", () => this.ask({ do: "redo" }), { title: "Ctrl + Shift + Z" });
      const keys = this.button("? Keys", () => this.toggleKeys(), { title: "?" });
      this.tools.append(this.undo, this.redo, keys);
    }
    this.undo.setAttribute("aria-disabled", String(!undo));
    this.redo.setAttribute("aria-disabled", String(!redo));
    const time = saved && new Date(saved).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    this.saved.textContent = time ? `Saved ${time}` : "Nothing saved yet";
    this.saved.title = file;
    this.problems.textContent = problems.join(" ");
    this.drawLayers();
    this.drawReaders();
  }

  drawLayers() {
    const mine = { name: "My marks", need: 0, marks: this.model.get("own_marks") };
    const layers = [mine, ...this.model.get("layers")];
    const names = layers.map(({ name }) => name).join("\n");
    if (names !== this.layerNames)
      this.sheets.replaceChildren(...layers.map(({ name }, i) => this.layerBox(name, i - 1)));
    this.layerNames = names;
    const reason = this.model.get("options").ask_reason ? " with a reason" : "";
    layers.forEach(({ name, need, marks }, i) => {
      const [box, , label] = this.sheets.children[i].children;
      box.disabled = need > 0;
      box.checked = this.shown.has(name) && !need;
      const text = need
        ? `${name}: opens after ${need} more ${need === 1 ? "mark" : "marks"}${reason}`
        : `${name} (${marks.length})`;
      if (label.textContent !== text) label.textContent = text;
    });
  }

  layerBox(name, place) {
    const box = make("input", { type: "checkbox", onchange: () => this.showLayer(name, box.checked) });
    const sign = make("span", { class: "crn-sign", "aria-hidden": "true" }, LAYER_LOOKS[place]?.[0] ?? "");
    sign.style.setProperty("--crn-hue", LAYER_LOOKS[place]?.[1] ?? "inherit");
    return make("label", { class: "crn-layer" }, box, sign, make("span"));
  }

  showLayer(name, on) {
    if (on) this.shown.add(name);
    else this.shown.delete(name);
    this.redraw();
    this.say(`${name} ${on ? "shown" : "hidden"}.`);
  }

  drawReaders() {
    const { reader, readers } = this.model.get("state");
    const now = JSON.stringify([reader, readers]);
    if (now === this.readersNow) return;
    this.readersNow = now;
    if (!this.reader) {
      this.reader = make("select", { "aria-label": "Reader", onchange: () => this.chooseReader() });
      this.who.append(make("span", { "aria-hidden": "true" }, "Reader"), this.reader);
    }
    const options = readers.map((name) => make("option", { value: name }, name));
    this.reader.replaceChildren(...options, make("option", { value: ANOTHER }, "Another name …"));
    this.reader.value = reader;
  }

  chooseReader() {
    const name = this.reader.value;
    this.reader.value = this.model.get("state").reader;
    if (name !== ANOTHER) return this.ask({ do: "reader", name });
    const field = make("input", { type: "text", maxlength: 60, "aria-label": "Your name", class: "crn-field" });
    const go = () => this.ask({ do: "reader", name: field.value }, () => this.closeCard());
    this.openCard(
      [make("label", {}, "Your name"), field, this.button("Open my desk", go), this.closeButton("Cancel")],
      field,
      go,
    );
  }

  // Marks on the page and in the list

  /** The look of a mark: its label's, or that of its layer where this desk has no such label. */
  lookOf(label, place) {
    const [sign, colour] = LAYER_LOOKS[place % LAYER_LOOKS.length];
    return this.labels.find(({ name }) => name === label) ?? { sign, colour, line: LINES[place % LINES.length] };
  }

  /** Each mark that is shown, under a key, with what is needed to draw it. */
  current() {
    const found = new Map();
    const add = (mark, layer, place) => {
      const { sign, colour, line } = this.lookOf(mark.label, place);
      const key = `${layer}\n${mark.id}`;
      const parts = [layer && `${layer}:`, mark.label || "mark", mark.status && `(${mark.status})`];
      const where = this.page.at(mark.start).address(mark.start).toLowerCase();
      const title = `${parts.filter(Boolean).join(" ")}, ${where}${mark.note ? `: ${mark.note}` : ""}`;
      found.set(key, { ...mark, key, layer, own: !layer, sign, colour, line, title });
    };
    if (this.shown.has("My marks")) this.model.get("own_marks").forEach((mark) => add(mark, "", 0));
    this.model.get("layers").forEach(({ name, marks }, place) => {
      if (this.shown.has(name)) marks.forEach((mark) => add(mark, name, place));
    });
    return found;
  }

  /** Draw anew only the paragraphs whose marks changed; never during a drag, which it would end. */
  redraw() {
    if (this.dragging) {
      this.late = true;
      return;
    }
    const next = this.current();
    const differs = (mark, other) =>
      !other || mark.title !== other.title || mark.end !== other.end || mark.start !== other.start;
    const changed = [...next.values()].filter((mark) => differs(mark, this.drawn.get(mark.key)));
    changed.push(...[...this.drawn.values()].filter((mark) => differs(mark, next.get(mark.key))));
    this.drawn = next;
    this.sorted = [...next.values()].sort((a, b) => a.start - b.start || b.end - a.end);
    const touched = new Set(changed.flatMap((mark) => this.page.between(mark.start, mark.end)));
    for (const par of touched)
      drawParagraph(
        par,
        this.sorted.filter((mark) => mark.start < par.end && mark.end > par.start),
      );
    this.drawList();
    if (touched.size) this.restore();
  }

  drawList() {
    const rows = new Map();
    this.sorted.forEach((mark, place) => {
      const kept = this.rows.get(mark.key);
      const row = kept?.title === mark.title ? kept : { title: mark.title, node: this.listItem(mark) };
      rows.set(mark.key, row);
      if (this.list.children[place] !== row.node) this.list.insertBefore(row.node, this.list.children[place] ?? null);
    });
    while (this.list.children.length > rows.size) this.list.lastChild.remove();
    this.rows = rows;
    const mine = this.model.get("own_marks").length;
    this.title.textContent = mine ? plural(mine, "mark") : "No marks yet";
  }

  listItem(mark) {
    const sign = make("span", { class: "crn-sign", "aria-hidden": "true" }, mark.sign);
    const words = make("span", { class: "crn-words", dir: "auto" }, shorten(this.page.text(mark.start, mark.end), 70));
    const where = make(
      "span",
      { class: "crn-where" },
      `${mark.layer ? `${mark.layer} · ` : ""}${mark.label} · ${mark.sentence || "—"}`,
    );
    const jump = make(
      "button",
      { type: "button", class: "crn-jump", onclick: () => this.jump(this.drawn.get(mark.key)) },
      sign,
      words,
      where,
    );
    const asked = mark.own && this.model.get("options").ask_reason;
    const note = mark.note
      ? make("span", { class: "crn-note", dir: "auto" }, mark.note)
      : asked
        ? make("span", { class: "crn-missing" }, "no reason yet")
        : "";
    jump.append(note);
    const item = make("li", {}, jump);
    item.style.setProperty("--crn-hue", mark.colour);
    return item;
  }

  jump(mark) {
    if (!mark) return;
    this.setCaret(mark.start);
    this.reveal(mark.start, mark.end);
    requestAnimationFrame(() => this.reveal(mark.start, mark.end)); // paragraphs out of view find their height only now
    this.showHere(mark);
    const number = this.sorted.indexOf(mark) + 1;
    this.say(
      `Mark ${number} of ${this.sorted.length}: “${shorten(this.page.text(mark.start, mark.end))}”. ${mark.title}`,
    );
  }

  marksAt(point) {
    const here = this.sorted.filter((mark) => mark.start <= point && mark.end > point);
    return here.sort((a, b) => a.end - a.start - (b.end - b.start));
  }

  // Commands and their answers

  ask(command, done, failed) {
    const re = `${this.key}.${(this.count += 1)}`;
    const silent = () => (this.warn(NO_KERNEL), failed?.());
    this.pending.set(re, { done, failed, timer: setTimeout(silent, PATIENCE) });
    try {
      this.model.send({ ...command, re });
    } catch {
      silent();
    }
  }

  answer({ re, said, error, id }) {
    const waiting = this.pending.get(re);
    if (!waiting) return; // another view asked
    clearTimeout(waiting.timer);
    this.pending.delete(re);
    this.warn(error ?? "");
    if (said) this.say(said);
    if (error) waiting.failed?.();
    else waiting.done?.(id);
  }

  warn(sentence) {
    this.warning.textContent = sentence;
  }

  say(sentence) {
    this.live.textContent = sentence;
    this.show(sentence);
  }

  show(sentence) {
    this.status.textContent = sentence;
  }

  // Marking

  choose(place) {
    if (place >= this.labels.length) return;
    this.active = place;
    this.buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(i === place)));
    this.none.setAttribute("aria-pressed", String(place < 0));
    const label = this.labels[place];
    this.hint.textContent = label
      ? label.explanation || `Marks get the label ${label.name}.`
      : "Nothing is marked until you choose a label.";
    this.hint.style.setProperty("--crn-hue", label?.colour ?? "inherit");
  }

  clickLabel(place) {
    const span = this.picked ?? this.held;
    this.held = null;
    this.choose(place);
    if (span) this.mark(span);
    else this.say(`${this.labels[place].name} is the active label.`);
  }

  mark([start, end]) {
    const label = this.labels[this.active];
    if (!label) return this.say("Choose a label first.");
    this.picked = this.anchor = null; // so that a quick click on the next label does not mark these words again
    this.own = this.native();
    const done = (id) => {
      this.clear();
      this.follow(id, label.name);
    };
    this.ask({ do: "add", start, end, label: label.name }, done, () => this.pick(start, end));
  }

  /** After a mark: a long one is asked for its word, then each is asked for its reason. */
  follow(id, label) {
    const { long_mark: most, ask_reason: asks } = this.model.get("options");
    const mark = this.model.get("own_marks").find((row) => row.id === id);
    if (!mark) return;
    const words = this.page.words(mark.start, mark.end);
    if (words.length > most) this.askWord(mark, words);
    else if (asks && !mark.note) this.askNote(mark, `Why ${label}? One sentence.`, "Skip");
  }

  askWord(mark, words) {
    const rest = (id) => {
      this.closeCard();
      if (this.model.get("options").ask_reason)
        this.askNote({ ...mark, id }, `Why ${mark.label}? One sentence.`, "Skip");
    };
    const narrow = ([start, end]) => this.ask({ do: "narrow", id: mark.id, start, end }, rest);
    const chips = words.map((word) => this.button(this.page.text(...word), () => narrow(word), { class: "crn-chip" }));
    const keep = this.button("Keep the whole", () => rest(mark.id));
    const question = make("p", {}, `This mark has ${words.length} words. Which word carries it?`);
    this.openCard([question, make("div", { class: "crn-chips" }, ...chips), keep], keep);
  }

  askNote(mark, question, skip) {
    const field = make("input", {
      type: "text",
      class: "crn-field",
      maxlength: 2000,
      "aria-label": question,
      dir: "auto",
    });
    field.value = mark.note ?? "";
    const save = () => this.ask({ do: "change", id: mark.id, note: field.value }, () => this.closeCard());
    const about = `${question} “${shorten(this.page.text(mark.start, mark.end), 40)}”`;
    this.openCard([make("p", {}, about), field, this.button("Save", save), this.closeButton(skip)], field, save);
  }

  closeButton(name) {
    return this.button(name, () => this.closeCard());
  }

  openCard(parts, focus, enter) {
    this.card.replaceChildren(...parts);
    this.card.hidden = false;
    this.enter = enter;
    focus?.focus();
  }

  closeCard() {
    const inside = this.card.contains(document.activeElement);
    this.card.hidden = true;
    this.card.replaceChildren();
    if (inside) this.text.focus({ preventScroll: true });
  }

  toggleKeys() {
    if (!this.card.hidden && this.card.querySelector("dl")) return this.closeCard();
    const rows = KEYS.flatMap(([key, does]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, does)]);
    const close = this.closeButton("Close");
    this.openCard([make("dl", { class: "crn-keys" }, ...rows), close], close);
  }

  /** The marks at this place: what they are, and what can be done with one's own. */
  showHere(first) {
    const marks = first ? [first, ...this.marksAt(first.start).filter((mark) => mark.key !== first.key)] : [];
    if (!marks.length) return this.card.hidden || this.closeCard();
    this.openCard(marks.slice(0, 4).map((mark) => this.cardLine(mark)));
  }

  cardLine(mark) {
    const sign = make("span", { class: "crn-sign", "aria-hidden": "true" }, mark.sign);
    const words = make("q", { dir: "auto" }, shorten(this.page.text(mark.start, mark.end), 40));
    const line = make("div", { class: "crn-line" }, make("p", {}, sign, " ", words, ` ${mark.title}`));
    line.style.setProperty("--crn-hue", mark.colour);
    if (!mark.own) return line;
    const change = make("select", { "aria-label": "Label of this mark" });
    change.append(...this.labels.map(({ name }) => make("option", { value: name }, name)));
    change.value = mark.label;
    change.addEventListener("change", () =>
      this.ask({ do: "change", id: mark.id, label: change.value }, () => this.closeCard()),
    );
    const note = this.button(mark.note ? "Change note" : "Add note", () => this.note(mark));
    const remove = this.button("Remove", () => this.remove(mark));
    line.append(make("span", { class: "crn-acts" }, change, note, remove));
    return line;
  }

  note(mark) {
    this.askNote(mark, this.model.get("options").ask_reason ? `Why ${mark.label}? One sentence.` : "Note", "Cancel");
  }

  remove(mark) {
    this.ask({ do: "remove", id: mark.id }, () => this.closeCard());
  }

  /** Do something with the shortest own mark at the caret. */
  withOwn(act) {
    const mark = this.caret && this.marksAt(this.point()).find(({ own }) => own);
    if (mark) act(mark);
    else this.say("No mark of yours stands here.");
  }

  // Selection and caret

  point() {
    return this.token(this.caret)[0];
  }

  token({ par, word }) {
    return this.page.paragraphs[par].tokens[word];
  }

  /** The word at a place, or the next one of its paragraph. */
  placeOf(point) {
    const par = this.page.at(point);
    const word = firstWhere(par.tokens, ([, end]) => end > point);
    return par.tokens.length ? { par: par.place, word: Math.min(word, par.tokens.length - 1) } : this.caret;
  }

  setCaret(point) {
    this.caret = this.placeOf(point);
    this.clear();
    this.paintCaret();
  }

  clear() {
    this.picked = this.anchor = null;
    const native = getSelection();
    if (this.text.contains(native.anchorNode)) native.removeAllRanges();
  }

  range(start, end) {
    const [first, last] = [this.page.at(start), this.page.at(end - 1)];
    return [...locate(first, first.unit(start)), ...locate(last, last.unit(end))];
  }

  native() {
    const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection();
    return [anchorNode, anchorOffset, focusNode, focusOffset];
  }

  pick(start, end) {
    this.picked = [start, end];
    this.own = this.range(start, end);
    getSelection().setBaseAndExtent(...this.own);
  }

  /** New nodes came under the selection: lay it again. */
  restore() {
    if (this.picked) this.pick(...this.picked);
    this.paintCaret();
  }

  paintCaret() {
    if (!window.Highlight) return;
    const layer = CSS.highlights.get("crn-caret") ?? new Highlight();
    CSS.highlights.set("crn-caret", layer);
    if (this.lit) layer.delete(this.lit);
    this.lit = null;
    const visible = this.caret && this.keys && document.activeElement === this.text;
    if (!visible) return;
    const [node, from, last, to] = this.range(...this.token(this.caret));
    this.lit = new Range();
    this.lit.setStart(node, from);
    this.lit.setEnd(last, to);
    layer.add(this.lit);
  }

  /** Scroll the text, and the notebook where it must, so that a place can be seen. */
  reveal(start, end = start + 1) {
    const [node, from, last, to] = this.range(start, end);
    const range = new Range();
    range.setStart(node, from);
    range.setEnd(last, to);
    const place = range.getClientRects()[0] ?? range.getBoundingClientRect();
    const frame = this.text.getBoundingClientRect();
    const room = Math.min(40, frame.height / 4);
    if (place.top < frame.top + room || place.bottom > frame.bottom - room)
      this.text.scrollTop += place.top - frame.top - frame.height / 3;
    const seen = range.getBoundingClientRect();
    if (seen.bottom < 0 || seen.top > innerHeight) this.text.scrollIntoView({ block: "nearest" });
  }

  /** A place in the page as code points; outside the text it is the nearest end. */
  pointOf(node, offset) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const holder = element.closest("[data-par]");
    if (!holder || !this.text.contains(holder)) return this.pointOutside(node, offset);
    const par = this.page.paragraphs[holder.dataset.par];
    const before = new Range();
    before.setStart(holder, 0);
    before.setEnd(node, offset);
    return par.point(before.toString().length);
  }

  pointOutside(node, offset) {
    const all = this.page.paragraphs;
    if (node === this.text) return all[offset]?.start ?? all.at(-1).end;
    const after = this.text.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING;
    return after ? all.at(-1).end : all[0].start;
  }

  /** What the browser shows as selected in this text, in whole words. */
  selected() {
    const native = getSelection();
    if (native.isCollapsed || !native.rangeCount || !native.getRangeAt(0).intersectsNode(this.text)) return null;
    const range = native.getRangeAt(0);
    const start = this.pointOf(range.startContainer, range.startOffset);
    const end = this.pointOf(range.endContainer, range.endOffset);
    return start < end ? this.page.snap(start, end) : null;
  }

  tell(span) {
    const where = this.page.at(span[0]).address(span[0]).toLowerCase();
    this.say(`Selected “${shorten(this.page.text(...span), 40)}”, ${where}. Choose a label to mark it.`);
  }

  // Mouse and touch

  onDown(event) {
    this.touch = event.pointerType === "touch";
    this.keys = false;
    this.pressed = this.under(event.clientX, event.clientY); // now: JupyterLab scrolls when its cell takes the focus
    this.dragging = !this.touch && event.button === 0;
    this.paintCaret();
  }

  /** The browser changes the selection after this event, so look at it a moment later. */
  onUp(event) {
    if (!this.dragging) return;
    setTimeout(() => {
      this.dragging = false;
      const span = this.selected();
      if (this.late) this.redraw();
      this.late = false;
      if (event.type !== "mouseup") return;
      if (span) this.released(span, event.detail);
      else this.clicked();
    });
  }

  released(span, clicks) {
    this.picked = span;
    this.anchor = null;
    this.caret = this.placeOf(span[1] - 1); // so that N and Delete act on what was marked last
    if (this.active >= 0 && clicks < 3)
      this.mark(span); // a third click would mark the paragraph around the word
    else this.tell(span);
  }

  clicked() {
    const point = this.pressed;
    if (point === null) return;
    this.setCaret(point);
    this.showHere(this.marksAt(point)[0]);
  }

  under(x, y) {
    const found = document.caretPositionFromPoint?.(x, y) ?? document.caretRangeFromPoint?.(x, y);
    const node = found?.offsetNode ?? found?.startContainer;
    if (!node || !this.text.contains(node) || node === this.text) return null;
    return this.pointOf(node, found.offset ?? found.startOffset);
  }

  /** A tap selects its word; a tap on a mark opens it; a long press is the browser's own selection. */
  onTap() {
    if (!this.touch || this.pressed === null || !getSelection().isCollapsed) return;
    this.clicked();
    if (this.marksAt(this.pressed).length || !this.caret) return;
    this.pick(...this.token(this.caret));
    this.tell(this.picked);
  }

  onSelection() {
    if (this.dragging) return;
    const now = this.native();
    if (this.own?.every((value, i) => value === now[i])) return;
    this.own = null;
    const span = this.selected();
    if (span && String(span) !== String(this.picked)) this.tell(span);
    this.picked = span;
    this.anchor = null;
  }

  onHover(event) {
    if (this.hovering || this.dragging) return;
    this.hovering = requestAnimationFrame(() => {
      this.hovering = 0;
      const point = this.under(event.clientX, event.clientY);
      if (point !== null) this.showAddress(point);
    });
  }

  showAddress(point) {
    const par = this.page.at(point);
    const address = par.address(point);
    if (this.here !== par) this.leave();
    this.here = par;
    if (par.node.title === address && par.node.dataset.here) return;
    par.node.title = address;
    par.node.dataset.here = par.part === "body" ? address.replace("Sentence ", "") : "";
    if (!this.picked) this.show(address);
  }

  leave() {
    this.here?.node.removeAttribute("data-here");
    this.here = null;
  }

  // Keyboard

  onKey(event) {
    const typing = event.target.matches("input[type=text], select");
    const control = event.ctrlKey || event.metaKey;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.isComposing) return;
    let done = true;
    if (key === "Escape") this.escape();
    else if (typing) done = this.typed(event);
    else if (control && (key === "z" || key === "y")) this.ask({ do: key === "y" || event.shiftKey ? "redo" : "undo" });
    else if (event.target === this.text) done = this.keyed(key, event, control);
    else done = false;
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  }

  typed(event) {
    if (event.key !== "Enter" || !event.target.matches("input")) return false;
    this.enter?.();
    return true;
  }

  escape() {
    this.clear();
    this.warn("");
    if (this.card.hidden) this.say("Nothing is selected.");
    else this.closeCard();
  }

  keyed(key, event, control) {
    const forward = this.forward(key);
    if (forward !== undefined) {
      const bySentence = control || key.endsWith("Up") || key.endsWith("Down");
      return this.walk(forward, bySentence, event.shiftKey);
    }
    if (control || event.altKey) return false;
    if (/^[0-9]$/.test(key)) return this.chooseByKey(Number(key) - 1);
    const act = {
      Enter: () => this.enterMark(),
      n: () => this.withOwn((mark) => this.note(mark)),
      Delete: () => this.withOwn((mark) => this.remove(mark)),
      Backspace: () => this.withOwn((mark) => this.remove(mark)),
      j: () => this.jumpBy(1),
      "]": () => this.jumpBy(1),
      k: () => this.jumpBy(-1),
      "[": () => this.jumpBy(-1),
      "?": () => this.toggleKeys(),
    }[key];
    act?.();
    return Boolean(act);
  }

  forward(key) {
    const rightToLeft = this.caret && getComputedStyle(this.page.paragraphs[this.caret.par].node).direction === "rtl";
    return { ArrowDown: true, ArrowUp: false, ArrowRight: !rightToLeft, ArrowLeft: Boolean(rightToLeft) }[key];
  }

  chooseByKey(place) {
    this.choose(place);
    this.say(place < 0 ? "No label is active." : `${this.labels[this.active].name} is the active label.`);
    return true;
  }

  enterMark() {
    if (this.picked) this.mark(this.picked);
    else if (this.caret) this.mark(this.token(this.caret));
  }

  step({ par, word }, forward) {
    const by = forward ? 1 : -1;
    if (this.page.paragraphs[par].tokens[word + by]) return { par, word: word + by };
    for (let next = par + by; this.page.paragraphs[next]; next += by) {
      const { tokens } = this.page.paragraphs[next];
      if (tokens.length) return { par: next, word: forward ? 0 : tokens.length - 1 };
    }
    return { par, word };
  }

  /** Going on leads to the first word of the next sentence; going back, or selecting, to the edge of this one. */
  stepSentence(place, forward, extend) {
    const sentence = (at) => `${at.par}:${this.page.paragraphs[at.par].address(this.token(at)[0])}`;
    const edge = extend || !forward;
    let at = edge ? this.step(place, forward) : place;
    const goal = sentence(at);
    for (
      let next = this.step(at, forward);
      String(this.token(next)) !== String(this.token(at));
      next = this.step(at, forward)
    ) {
      if (edge && sentence(next) !== goal) return at;
      at = next;
      if (sentence(next) !== goal) return at;
    }
    return at;
  }

  walk(forward, bySentence, extend) {
    this.keys = true;
    if (!this.caret) this.setCaret(this.page.paragraphs[0]?.start ?? 0);
    if (!this.caret) return true;
    if (!this.card.hidden) this.closeCard();
    const from = this.caret;
    this.caret = bySentence ? this.stepSentence(from, forward, extend) : this.step(from, forward);
    if (extend) this.extend(this.anchor ?? from);
    else this.clear();
    this.paintCaret();
    this.reveal(this.point());
    this.tellStep(bySentence, extend);
    return true;
  }

  extend(anchor) {
    const [a, b] = [this.token(anchor), this.token(this.caret)];
    this.pick(Math.min(a[0], b[0]), Math.max(a[1], b[1]));
    this.anchor = anchor;
  }

  tellStep(bySentence, extend) {
    if (extend) return this.tell(this.picked);
    const [start, end] = this.token(this.caret);
    const par = this.page.at(start);
    const sentence = par.sentences.find(([a, b]) => a <= start && b > start) ?? [par.start, par.end];
    const marks = this.marksAt(start)
      .map((mark) => mark.label)
      .join(", ");
    this.showAddress(start);
    this.say(
      `${bySentence ? this.page.text(...sentence) : this.page.text(start, end)}. ${par.address(start)}${marks ? `, marked ${marks}` : ""}`,
    );
    this.show(`${par.address(start)}: ${this.page.text(start, end)}`);
  }

  jumpBy(by) {
    if (!this.sorted.length) return this.say("There are no marks yet.");
    this.keys = true;
    const here = this.caret ? this.point() : -1;
    const next =
      by > 0 ? this.sorted.find((mark) => mark.start > here) : this.sorted.findLast((mark) => mark.start < here);
    this.jump(next ?? this.sorted.at(by > 0 ? 0 : -1));
    this.text.focus({ preventScroll: true });
    this.paintCaret();
  }

  // Events

  listen() {
    const until = { signal: this.gone.signal };
    this.text.addEventListener("pointerdown", (event) => this.onDown(event));
    this.text.addEventListener("click", () => this.onTap());
    this.text.addEventListener("mousemove", (event) => this.onHover(event));
    this.text.addEventListener("mouseleave", () => this.keys || this.leave());
    this.text.addEventListener("focus", () => this.onFocus());
    this.text.addEventListener("blur", () => this.paintCaret());
    this.root.addEventListener("keydown", (event) => this.onKey(event));
    this.root.addEventListener("focusin", (event) => this.root.contains(event.relatedTarget) || this.refresh());
    document.addEventListener("mouseup", (event) => this.onUp(event), until);
    document.addEventListener("pointercancel", (event) => this.onUp(event), until);
    document.addEventListener("selectionchange", () => this.onSelection(), until);
    window.addEventListener("focus", () => this.refresh(), until);
    document.addEventListener("visibilitychange", () => document.hidden || this.refresh(), until);
    this.follows = {
      "change:own_marks": () => (this.redraw(), this.drawTop()),
      "change:layers": () => (this.redraw(), this.drawTop()),
      "change:state": () => this.drawTop(),
      "msg:custom": (message) => this.answer(message),
    };
    for (const [name, act] of Object.entries(this.follows)) this.model.on(name, act);
  }

  onFocus() {
    if (this.text.matches(":focus-visible") && !this.dragging) this.keys = true;
    if (!this.caret) this.caretAtStart();
    this.paintCaret();
  }

  caretAtStart() {
    const first = this.page.paragraphs.findIndex((par) => par.tokens.length);
    if (first >= 0) this.caret = { par: first, word: 0 };
  }

  /** Take in what another tab or window wrote; a kernel that does not answer this is no news. */
  refresh() {
    if (Date.now() - (this.refreshed ?? 0) < 500) return;
    this.refreshed = Date.now();
    this.model.send({ do: "refresh", re: "" });
  }

  close() {
    this.gone.abort();
    for (const [name, act] of Object.entries(this.follows)) this.model.off(name, act);
    for (const { timer } of this.pending.values()) clearTimeout(timer);
    this.caret = null;
    this.paintCaret();
  }
}

function render({ model, el }) {
  const view = new View(model, el);
  return () => view.close();
}

export default { render };
