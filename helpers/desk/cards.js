// The card below the text, what it asks and shows (word, note, name, marks, keys), and the list of marks beside it.

const MOST_LINES = 4; // marks of one place on a card: more would hide the text

class Card {
  constructor(page) {
    this.page = page;
    this.node = group("crn-card", "About this mark");
    this.node.hidden = true;
  }

  /** Show these parts; *enter* is done when Enter is pressed in a field of it. */
  open(parts, focus, enter) {
    this.node.replaceChildren(...parts);
    this.node.hidden = false;
    this.enter = enter;
    focus?.focus();
  }

  close() {
    const inside = this.node.contains(document.activeElement);
    this.node.hidden = true;
    this.node.replaceChildren();
    if (inside) this.page.node.focus({ preventScroll: true });
  }
}

const closing = (card, name) => button(name, () => card.close());

const textField = (name, most, attributes) =>
  make("input", { type: "text", class: "crn-field", maxlength: most, "aria-label": name, ...attributes });

/** Which word carries a long mark? Then its reason, where the desk asks for one. */
function askWord(desk, mark, words) {
  const rest = (id) => {
    desk.card.close();
    if (desk.options.ask_reason) askNote(desk, { ...mark, id }, "Skip");
  };
  const narrow = ([start, end]) => desk.ask({ do: "narrow", id: mark.id, start, end }, rest);
  const chips = words.map((word) => button(desk.page.text(...word), () => narrow(word), { class: "crn-chip" }));
  const keep = button("Keep the whole", () => rest(mark.id));
  const question = make("p", {}, `This mark has ${words.length} words. Which word carries it?`);
  desk.card.open([question, make("div", { class: "crn-chips" }, ...chips), keep], keep);
}

function askNote(desk, mark, skip) {
  const { ask_reason: asks, longest_note: most } = desk.options;
  const question = asks ? `Why ${mark.label}? One sentence.` : "Note";
  const field = textField(question, most, { dir: "auto" });
  field.value = mark.note ?? "";
  const save = () => desk.ask({ do: "change", id: mark.id, note: field.value }, () => desk.card.close());
  const about = make("p", {}, `${question} “${desk.page.short(mark, LENGTH.question)}”`);
  desk.card.open([about, field, button("Save", save), closing(desk.card, skip)], field, save);
}

function askName(desk) {
  const field = textField("Your name", desk.options.longest_name);
  const go = () => desk.ask({ do: "reader", name: field.value }, () => desk.card.close());
  const label = make("label", {}, "Your name");
  desk.card.open([label, field, button("Open my desk", go), closing(desk.card, "Cancel")], field, go);
}

function toggleKeys({ card }) {
  if (card.node.querySelector("dl")) return card.close();
  const rows = KEYS.flatMap(([key, does]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, does)]);
  const close = closing(card, "Close");
  card.open([make("dl", { class: "crn-keys" }, ...rows), close], close);
}

/** A mark and the others at its place: what they are, and what can be done with one's own. */
function showMarks(desk, first) {
  if (!first) return desk.card.close();
  const others = desk.marks.at(first.start).filter((mark) => mark.key !== first.key);
  desk.card.open([first, ...others].slice(0, MOST_LINES).map((mark) => cardLine(desk, mark)));
}

function cardLine(desk, mark) {
  const words = make("q", { dir: "auto" }, desk.page.short(mark, LENGTH.question));
  const line = make("div", { class: "crn-line" }, make("p", {}, signNode(mark.sign), " ", words, ` ${mark.title}`));
  line.style.setProperty("--crn-hue", mark.colour);
  if (!mark.own) return line;
  const relabel = () => desk.ask({ do: "change", id: mark.id, label: change.value }, () => desk.card.close());
  const change = make("select", { "aria-label": "Label of this mark", onchange: relabel });
  change.append(...desk.labels.map(({ name }) => make("option", { value: name }, name)));
  change.value = mark.label;
  const note = button(mark.note ? "Change note" : "Add note", () => askNote(desk, mark, "Cancel"));
  const remove = button("Remove", () => desk.remove(mark));
  line.append(make("span", { class: "crn-acts" }, change, note, remove));
  return line;
}

class MarkList {
  constructor(desk) {
    this.desk = desk;
    this.rows = new Map(); // what stands in the list now: key of a mark → its title and its node
    this.title = make("div", { class: "crn-title" });
    this.list = make("ol", { class: "crn-list" });
    this.node = group("crn-side", "List of marks", this.title, this.list);
  }

  /** Keep the rows of marks that did not change. */
  draw() {
    const rows = new Map();
    this.desk.marks.sorted.forEach((mark, place) => {
      const kept = this.rows.get(mark.key);
      const row = kept?.title === mark.title ? kept : { title: mark.title, node: this.row(mark) };
      rows.set(mark.key, row);
      if (this.list.children[place] !== row.node) this.list.insertBefore(row.node, this.list.children[place] ?? null);
    });
    while (this.list.children.length > rows.size) this.list.lastChild.remove();
    this.rows = rows;
    const mine = this.desk.model.get("own_marks").length;
    this.title.textContent = mine ? plural(mine, "mark") : "No marks yet";
  }

  row(mark) {
    const words = make("span", { class: "crn-words", dir: "auto" }, this.desk.page.short(mark, LENGTH.list));
    const layer = mark.layer ? `${mark.layer} · ` : "";
    const where = make("span", { class: "crn-where" }, `${layer}${mark.label} · ${mark.sentence || "—"}`);
    const jump = () => this.desk.jump(this.desk.marks.drawn.get(mark.key));
    const parts = [signNode(mark.sign), words, where, this.note(mark)];
    const item = make("li", {}, make("button", { type: "button", class: "crn-jump", onclick: jump }, ...parts));
    item.style.setProperty("--crn-hue", mark.colour);
    return item;
  }

  note(mark) {
    if (mark.note) return make("span", { class: "crn-note", dir: "auto" }, mark.note);
    return mark.own && this.desk.options.ask_reason ? make("span", { class: "crn-missing" }, "no reason yet") : "";
  }
}
