// The desk as a widget: puts the parts together, asks Python for each change, and shows what Python answers.
// Python decides on every mark and keeps it (desk.py). The parts stand before this file: see page.js.

const PATIENCE = 2500; // milliseconds until a silent kernel is reported
const PAUSE = 500; // milliseconds between two looks at what others wrote: focus comes by several events at once
const NO_KERNEL = "No answer from the kernel: this is not saved. If no cell is running, run this cell again.";

class Link {
  constructor(desk, model, key) {
    Object.assign(this, { desk, model, key, count: 0, refreshed: 0 });
    this.pending = new Map(); // what was asked and not yet answered
  }

  ask(command, done, failed) {
    const re = `${this.key}.${(this.count += 1)}`;
    const silent = () => (this.desk.warn(NO_KERNEL), failed?.());
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
    this.desk.warn(error ?? "");
    if (said) this.desk.say(said);
    if (error) waiting.failed?.();
    else waiting.done?.(id);
  }

  /** Take in what another tab or window wrote; a kernel that does not answer this is no news. */
  refresh() {
    if (Date.now() - this.refreshed < PAUSE) return;
    this.refreshed = Date.now();
    this.model.send({ do: "refresh", re: "" });
  }

  close() {
    for (const { timer } of this.pending.values()) clearTimeout(timer);
  }
}

class Desk {
  constructor(model, el) {
    this.model = model;
    this.options = model.get("options");
    this.labels = model.get("labels").map((label, i) => ({ ...label, line: LINES[i % LINES.length] }));
    this.gone = new AbortController();
    this.until = { signal: this.gone.signal }; // listeners on what is not part of the desk end with it
    // A name that no other view has, in any tab: what base 36 writes behind "0."
    const key = Math.random().toString(36).slice("0.".length);
    this.link = new Link(this, model, key);
    this.ask = this.link.ask.bind(this.link);
    this.compose(`crn-${key}-help`);
    this.listen();
    el.append(this.root);
    this.redraw();
    this.drawState();
  }

  /** Each part knows the desk, and by it the other parts. */
  compose(help) {
    const role = { role: "application", "aria-roledescription": "text to mark", "aria-label": "Article" };
    const attributes = { class: "crn-text", "data-desk": "text", tabindex: 0, ...role, "aria-describedby": help };
    this.page = new Page(this.model.get("page"), attributes);
    this.marks = new Marks(this.page, this.model, this.labels);
    this.card = new Card(this.page);
    this.list = new MarkList(this);
    this.labelBar = new LabelBar(this);
    this.toolBar = toolBar(this);
    this.layerBar = layerBar(this);
    this.readerBar = readerBar(this);
    this.status = make("div", { class: "crn-status" });
    this.saved = make("div", { class: "crn-saved" });
    this.live = make("div", { class: "crn-hidden", role: "status", "aria-live": "polite" });
    this.warning = make("div", { class: "crn-warning", role: "alert" });
    this.problems = make("p", { class: "crn-problems" });
    this.root = this.frame(make("span", { class: "crn-hidden", id: help }, HELP));
    this.caret = new Caret(this);
    this.pointer = new Pointer(this);
    this.keyboard = new Keyboard(this);
  }

  frame(help) {
    const top = make("div", { class: "crn-top" }, this.labelBar.node, this.toolBar.node);
    const second = make("div", { class: "crn-second" }, this.layerBar.node, this.readerBar.node);
    const foot = make("div", { class: "crn-foot" }, this.status, this.saved);
    const left = make("div", { class: "crn-left" }, this.page.node, this.card.node, foot);
    const main = make("div", { class: "crn-main" }, left, this.list.node);
    const root = group("crn-desk", "Reading desk", top, this.labelBar.hint, second);
    root.append(this.problems, this.warning, main, help, this.live);
    root.style.setProperty("--crn-height", this.options.height);
    return root;
  }

  listen() {
    const refresh = () => this.link.refresh();
    this.root.addEventListener("focusin", (event) => this.root.contains(event.relatedTarget) || refresh());
    window.addEventListener("focus", refresh, this.until);
    document.addEventListener("visibilitychange", () => document.hidden || refresh(), this.until);
    this.follows = {
      "change:own_marks": () => (this.redraw(), this.drawState()),
      "change:layers": () => (this.redraw(), this.drawState()),
      "change:state": () => this.drawState(),
      "msg:custom": (message) => this.link.answer(message),
    };
    for (const [name, act] of Object.entries(this.follows)) this.model.on(name, act);
  }

  close() {
    this.gone.abort();
    for (const [name, act] of Object.entries(this.follows)) this.model.off(name, act);
    this.link.close();
    this.caret.place = null;
    this.caret.paint();
  }

  // What is shown

  /** Draw the marks that changed; never during a drag, which it would end. */
  redraw() {
    this.late = this.pointer.dragging;
    if (this.late) return;
    const changed = this.marks.draw();
    this.list.draw();
    if (changed) this.caret.restore();
  }

  drawState() {
    const state = this.model.get("state");
    const { saved, file, problems } = state;
    const time = saved && new Date(saved).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    this.saved.textContent = time ? `Saved ${time}` : "Nothing saved yet";
    this.saved.title = file;
    this.problems.textContent = problems.join(" ");
    this.toolBar.draw(state);
    this.layerBar.draw();
    this.readerBar.draw(state);
  }

  warn(sentence) {
    this.warning.textContent = sentence;
  }

  /** Show a sentence, and let a screen reader say it. */
  say(sentence) {
    this.live.textContent = this.status.textContent = sentence;
  }

  show(sentence) {
    this.status.textContent = sentence;
  }

  // What a student does, from whichever part it comes

  mark([start, end]) {
    const { label } = this.labelBar;
    if (!label) return this.say("Choose a label first.");
    this.caret.letGo(); // so that a quick click on the next label does not mark these words again
    const done = (id) => (this.caret.clear(), this.follow(id));
    this.ask({ do: "add", start, end, label: label.name }, done, () => this.caret.pick(start, end));
  }

  /** After a mark: a long one is asked for its word, then each is asked for its reason. */
  follow(id) {
    const mark = this.model.get("own_marks").find((row) => row.id === id);
    if (!mark) return;
    const words = this.page.words.filter(([start, end]) => start >= mark.start && end <= mark.end);
    if (words.length > this.options.long_mark) askWord(this, mark, words);
    else if (this.options.ask_reason && !mark.note) askNote(this, mark, "Skip");
  }

  remove(mark) {
    this.ask({ do: "remove", id: mark.id }, () => this.card.close());
  }

  jump(mark) {
    if (!mark) return;
    this.caret.set(mark.start);
    this.page.reveal(mark.start, mark.end);
    requestAnimationFrame(() => this.page.reveal(mark.start, mark.end)); // what was out of view finds its height only now
    showMarks(this, mark);
    const number = this.marks.sorted.indexOf(mark) + 1;
    this.say(`Mark ${number} of ${this.marks.sorted.length}: “${this.page.short(mark)}”. ${mark.title}`);
  }
}

function render({ model, el }) {
  const desk = new Desk(model, el);
  return () => desk.close();
}

export default { render };
