// Keyboard, mouse and touch: the word that the caret is on, what is selected, and what each key and press does.
// The browser shows every selection as its own, so that a screen reader and a copy find it; the caret is a highlight.

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
const HELP = "Left and Right move by word, Up and Down by sentence, Shift selects, Enter marks. Press ? for all keys.";

// Caret and selection ----------------------------------------------------------------------------------

class Caret {
  constructor(desk) {
    Object.assign(this, { desk, page: desk.page, place: null, picked: null, anchor: null });
    this.shown = false; // only who uses the keyboard sees it
    this.page.node.addEventListener("focus", () => this.onFocus());
    this.page.node.addEventListener("blur", () => this.paint());
    document.addEventListener("selectionchange", () => this.onSelection(), desk.until);
  }

  /** The span of the word that it is on; undefined before it is anywhere. */
  get word() {
    return this.page.words[this.place];
  }

  set(point) {
    this.place = this.page.wordAt(point) ?? this.place;
    this.clear();
    this.paint();
  }

  paint() {
    if (!window.Highlight) return;
    const layer = CSS.highlights.get("crn-caret") ?? new Highlight();
    CSS.highlights.set("crn-caret", layer);
    if (this.lit) layer.delete(this.lit);
    this.lit = null;
    if (!this.shown || !this.word || document.activeElement !== this.page.node) return;
    this.lit = this.page.range(...this.word);
    layer.add(this.lit);
  }

  onFocus() {
    if (this.page.node.matches(":focus-visible") && !this.desk.pointer.dragging) this.shown = true;
    if (this.page.words.length) this.place ??= 0;
    this.paint();
  }

  // The selection

  clear() {
    this.picked = this.anchor = null;
    const native = getSelection();
    if (this.page.node.contains(native.anchorNode)) native.removeAllRanges();
  }

  pick(start, end) {
    this.picked = [start, end];
    const range = this.page.range(start, end);
    this.laid = [range.startContainer, range.startOffset, range.endContainer, range.endOffset];
    getSelection().setBaseAndExtent(...this.laid);
  }

  /** Forget what is selected, though the browser shows it a moment longer. */
  letGo() {
    this.picked = this.anchor = null;
    this.laid = ends();
  }

  /** Select from a word to the caret. */
  extend(anchor) {
    const [a, b] = [this.page.words[anchor], this.word];
    this.pick(Math.min(a[0], b[0]), Math.max(a[1], b[1]));
    this.anchor = anchor;
  }

  /** New nodes came under the selection: lay it again. */
  restore() {
    if (this.picked) this.pick(...this.picked);
    this.paint();
  }

  /** What the browser shows as selected in this text, in whole words. */
  selected() {
    const native = getSelection();
    if (native.isCollapsed || !native.rangeCount || !native.getRangeAt(0).intersectsNode(this.page.node)) return null;
    const range = native.getRangeAt(0);
    const start = this.page.pointOf(range.startContainer, range.startOffset);
    const end = this.page.pointOf(range.endContainer, range.endOffset);
    return start < end ? this.page.snap(start, end) : null;
  }

  /** The browser's selection changed: was it not this desk that laid it, take it over. */
  onSelection() {
    if (this.desk.pointer.dragging) return;
    const now = ends();
    if (this.laid?.every((value, i) => value === now[i])) return;
    this.laid = null;
    const span = this.selected();
    if (span && String(span) !== String(this.picked)) this.tell(span);
    this.picked = span;
    this.anchor = null;
  }

  tell([start, end]) {
    const words = this.page.short({ start, end }, LENGTH.question);
    const where = this.page.at(start).address(start).toLowerCase();
    this.desk.say(`Selected “${words}”, ${where}. Choose a label to mark it.`);
  }
}

/** Where the browser's selection begins and ends. */
function ends() {
  const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection();
  return [anchorNode, anchorOffset, focusNode, focusOffset];
}

// From word to word ------------------------------------------------------------------------------------

/** Going on leads to the first word of the next sentence; going back, or selecting, to the edge of this one. */
function stepSentence(page, from, forward, extend) {
  const by = forward ? 1 : -1;
  const par = (number) => page.at(page.words[number][0]);
  // The paragraph too: two closing lines have one address.
  const sentence = (number) => `${par(number).place}:${par(number).address(page.words[number][0])}`;
  const edge = extend || !forward;
  let at = edge && page.words[from + by] ? from + by : from;
  const goal = sentence(at);
  while (page.words[at + by] && sentence(at + by) === goal) at += by;
  return !edge && page.words[at + by] ? at + by : at;
}

// Mouse and touch --------------------------------------------------------------------------------------

class Pointer {
  constructor(desk) {
    Object.assign(this, { desk, page: desk.page, caret: desk.caret, dragging: false });
    const text = this.page.node;
    text.addEventListener("pointerdown", (event) => this.onDown(event));
    text.addEventListener("click", () => this.onTap());
    text.addEventListener("mousemove", (event) => this.onHover(event));
    text.addEventListener("mouseleave", () => this.caret.shown || this.page.hideAddress());
    document.addEventListener("mouseup", (event) => this.onUp(event), desk.until);
    document.addEventListener("pointercancel", (event) => this.onUp(event), desk.until);
  }

  onDown(event) {
    this.touch = event.pointerType === "touch";
    // Where it is, now: JupyterLab scrolls when its cell takes the focus.
    this.pressed = this.page.under(event.clientX, event.clientY);
    this.dragging = !this.touch && event.button === 0;
    this.caret.shown = false;
    this.caret.paint();
  }

  /** The browser changes the selection after this event, so look at it a moment later. */
  onUp(event) {
    if (!this.dragging) return;
    setTimeout(() => {
      this.dragging = false;
      const span = this.caret.selected();
      if (this.desk.late) this.desk.redraw();
      if (event.type !== "mouseup") return;
      if (span) this.released(span, event.detail);
      else this.clicked();
    });
  }

  released(span, clicks) {
    Object.assign(this.caret, { picked: span, anchor: null });
    this.caret.place = this.page.wordAt(span[1] - 1) ?? this.caret.place; // so that N and Delete act on this mark
    if (this.desk.labelBar.label && clicks < 3)
      this.desk.mark(span); // a third click would mark the paragraph around the word
    else this.caret.tell(span);
  }

  clicked() {
    if (this.pressed === null) return;
    this.caret.set(this.pressed);
    showMarks(this.desk, this.desk.marks.at(this.pressed)[0]);
  }

  /** A tap selects its word; a tap on a mark opens it; a long press is the browser's own selection. */
  onTap() {
    if (!this.touch || this.pressed === null || !getSelection().isCollapsed) return;
    this.clicked();
    if (this.desk.marks.at(this.pressed).length || !this.caret.word) return;
    this.caret.pick(...this.caret.word);
    this.caret.tell(this.caret.picked);
  }

  onHover(event) {
    if (this.hovering || this.dragging) return;
    this.hovering = requestAnimationFrame(() => {
      this.hovering = 0;
      const point = this.page.under(event.clientX, event.clientY);
      const address = point === null ? "" : this.page.showAddress(point);
      if (address && !this.caret.picked) this.desk.show(address);
    });
  }
}

// Keyboard ---------------------------------------------------------------------------------------------

class Keyboard {
  constructor(desk) {
    Object.assign(this, { desk, page: desk.page, caret: desk.caret, marks: desk.marks });
    this.acts = {
      Enter: () => this.mark(),
      n: () => this.withOwn((mark) => askNote(desk, mark, "Cancel")),
      Delete: () => this.withOwn((mark) => desk.remove(mark)),
      j: () => this.jump(true),
      k: () => this.jump(false),
      "?": () => toggleKeys(desk),
    };
    Object.assign(this.acts, { Backspace: this.acts.Delete, "]": this.acts.j, "[": this.acts.k });
    const choose = (place) => (desk.labelBar.choose(place), desk.labelBar.tell());
    for (let digit = 0; digit <= KEYED; digit += 1) this.acts[digit] = () => choose(digit - 1);
    desk.root.addEventListener("keydown", (event) => this.onKey(event));
  }

  onKey(event) {
    const typing = event.target.matches("input[type=text], select");
    const control = event.ctrlKey || event.metaKey;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.isComposing) return;
    let done = true;
    if (key === "Escape") this.escape();
    else if (typing) done = this.typed(event);
    else if (control && (key === "z" || key === "y"))
      this.desk.ask({ do: key === "y" || event.shiftKey ? "redo" : "undo" });
    else if (event.target === this.page.node) done = this.keyed(key, event, control);
    else done = false;
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  }

  escape() {
    this.caret.clear();
    this.desk.warn("");
    if (this.desk.card.node.hidden) this.desk.say("Nothing is selected.");
    else this.desk.card.close();
  }

  typed(event) {
    if (event.key !== "Enter" || !event.target.matches("input")) return false;
    this.desk.card.enter?.();
    return true;
  }

  /** A key in the text; tell whether it means something there. */
  keyed(key, event, control) {
    const forward = this.forward(key);
    if (forward !== undefined) {
      const bySentence = control || key.endsWith("Up") || key.endsWith("Down");
      return this.walk(forward, bySentence, event.shiftKey);
    }
    if (control || event.altKey) return false;
    this.acts[key]?.();
    return key in this.acts;
  }

  forward(key) {
    const { word } = this.caret;
    const rightToLeft = Boolean(word) && getComputedStyle(this.page.at(word[0]).node).direction === "rtl";
    return { ArrowDown: true, ArrowUp: false, ArrowRight: !rightToLeft, ArrowLeft: rightToLeft }[key];
  }

  walk(forward, bySentence, extend) {
    const { caret, page, desk } = this;
    caret.shown = true;
    if (!page.words.length) return true;
    const from = caret.place ?? 0;
    const next = from + (forward ? 1 : -1);
    desk.card.close();
    caret.place = bySentence ? stepSentence(page, from, forward, extend) : page.words[next] ? next : from;
    if (extend) caret.extend(caret.anchor ?? from);
    else caret.clear();
    caret.paint();
    page.reveal(caret.word[0]);
    if (extend) caret.tell(caret.picked);
    else this.tellWord(bySentence);
    return true;
  }

  /** Say the word, or its whole sentence, where it stands, and how it is marked. */
  tellWord(bySentence) {
    const [start, end] = this.caret.word;
    const par = this.page.at(start);
    const address = par.address(start);
    const sentence = par.sentences.find(([a, b]) => a <= start && b > start) ?? [par.start, par.end];
    const words = bySentence ? this.page.text(...sentence) : this.page.text(start, end);
    const labels = this.marks.at(start).map(({ label }) => label);
    const marked = labels.join(", ");
    this.page.showAddress(start);
    this.desk.say(`${words}. ${address}${marked ? `, marked ${marked}` : ""}`);
    this.desk.show(`${address}: ${this.page.text(start, end)}`);
  }

  mark() {
    if (this.caret.picked) this.desk.mark(this.caret.picked);
    else if (this.caret.word) this.desk.mark(this.caret.word);
  }

  /** Do something with the shortest own mark at the caret. */
  withOwn(act) {
    const { word } = this.caret;
    const mark = word && this.marks.at(word[0]).find(({ own }) => own);
    if (mark) act(mark);
    else this.desk.say("No mark of yours stands here.");
  }

  /** To the next mark, or the one before; behind the last one comes the first. */
  jump(forward) {
    const { sorted } = this.marks;
    if (!sorted.length) return this.desk.say("There are no marks yet.");
    const here = this.caret.word?.[0] ?? -1;
    const next = forward ? sorted.find(({ start }) => start > here) : sorted.findLast(({ start }) => start < here);
    this.caret.shown = true;
    this.desk.jump(next ?? sorted.at(forward ? 0 : -1));
    this.page.node.focus({ preventScroll: true });
    this.caret.paint();
  }
}
