// The bars above the text: labels, tools (undo, redo, keys), layers, and the reader.
// Their buttons and boxes are kept and changed, never made anew: one that goes away in mid-click does nothing.

const ANOTHER = "\u0000another"; // no reader can have this name
const KEYED = 9; // labels that have a number key; 0 is no label

class LabelBar {
  constructor(desk) {
    Object.assign(this, { desk, labels: desk.labels });
    this.buttons = this.labels.map((label, i) => this.button(label, i));
    const parts = [make("span", { class: "crn-name" }, "just read"), keyNode("0")];
    this.none = this.bare({ class: "crn-label crn-none", onclick: () => this.choose(-1) }, ...parts);
    this.node = group("crn-bar", "Labels", ...this.buttons, this.none);
    this.hint = make("p", { class: "crn-hint" });
    this.choose(0);
  }

  button(label, i) {
    const act = { title: label.explanation, "data-desk": "label", onclick: () => this.click(i) };
    const name = make("span", { class: "crn-name", "data-line": label.line }, label.name);
    const made = this.bare(act, signNode(label.sign), name, i < KEYED ? keyNode(String(i + 1)) : "");
    made.style.setProperty("--crn-hue", label.colour);
    return made;
  }

  /** A press on a button leaves the selection as it is; a finger takes it away, so it is held until the click. */
  bare(attributes, ...parts) {
    const hold = () => (this.held = this.desk.caret.picked);
    const held = { onmousedown: (event) => event.preventDefault(), onpointerdown: hold };
    return make("button", { type: "button", class: "crn-label", ...held, ...attributes }, ...parts);
  }

  /** The active label; none while one just reads. */
  get label() {
    return this.labels[this.place];
  }

  choose(place) {
    if (place >= this.labels.length) return;
    this.place = place;
    this.buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(i === place)));
    this.none.setAttribute("aria-pressed", String(place < 0));
    this.hint.textContent = this.label
      ? this.label.explanation || `Marks get the label ${this.label.name}.`
      : "Nothing is marked until you choose a label.";
    this.hint.style.setProperty("--crn-hue", this.label?.colour ?? "inherit");
  }

  click(place) {
    const span = this.desk.caret.picked ?? this.held;
    this.held = null;
    this.choose(place);
    if (span) this.desk.mark(span);
    else this.tell();
  }

  tell() {
    this.desk.say(this.label ? `${this.label.name} is the active label.` : "No label is active.");
  }
}

const keyNode = (key) => make("kbd", { "aria-hidden": "true" }, key);

function toolBar(desk) {
  const undo = button("↶ Undo", () => desk.ask({ do: "undo" }), { title: "Ctrl + Z" });
  const redo = button("↷ Redo", () => desk.ask({ do: "redo" }), { title: "Ctrl + Shift + Z" });
  const keys = button("? Keys", () => toggleKeys(desk), { title: "?" });
  const draw = (state) => {
    undo.setAttribute("aria-disabled", String(!state.undo));
    redo.setAttribute("aria-disabled", String(!state.redo));
  };
  return { node: group("crn-tools", "Tools", undo, redo, keys), draw };
}

function layerBar(desk) {
  const node = group("crn-layers", "Layers");
  const { model, marks, options } = desk;
  const box = (name, place) => {
    const change = () => {
      if (input.checked) marks.shown.add(name);
      else marks.shown.delete(name);
      desk.redraw();
      desk.say(`${name} ${input.checked ? "shown" : "hidden"}.`);
    };
    const input = make("input", { type: "checkbox", onchange: change });
    const [look, hue] = LAYER_LOOKS[place] ?? ["", "inherit"];
    const sign = signNode(look);
    sign.style.setProperty("--crn-hue", hue);
    return make("label", { class: "crn-layer" }, input, sign, make("span"));
  };
  let drawn = "";
  const draw = () => {
    const layers = [{ name: MINE, need: 0, marks: model.get("own_marks") }, ...model.get("layers")];
    const names = layers.map(({ name }) => name).join("\n");
    if (names !== drawn) node.replaceChildren(...layers.map(({ name }, i) => box(name, i - 1)));
    drawn = names;
    const reason = options.ask_reason ? " with a reason" : "";
    layers.forEach(({ name, need, marks: inside }, i) => {
      const [input, , label] = node.children[i].children;
      input.disabled = need > 0;
      input.checked = marks.shown.has(name) && !need;
      const text = need ? `${name}: opens after ${plural(need, "more mark")}${reason}` : `${name} (${inside.length})`;
      if (label.textContent !== text) label.textContent = text;
    });
  };
  return { node, draw };
}

function readerBar(desk) {
  const choose = () => {
    const name = list.value;
    list.value = desk.model.get("state").reader;
    if (name === ANOTHER) askName(desk);
    else desk.ask({ do: "reader", name });
  };
  const list = make("select", { "aria-label": "Reader", onchange: choose });
  const node = make("div", { class: "crn-who" }, make("span", { "aria-hidden": "true" }, "Reader"), list);
  let drawn = "";
  const draw = ({ reader, readers }) => {
    const now = JSON.stringify([reader, readers]);
    if (now === drawn) return;
    drawn = now;
    const options = readers.map((name) => make("option", { value: name }, name));
    list.replaceChildren(...options, make("option", { value: ANOTHER }, "Another name …"));
    list.value = reader;
  };
  return { node, draw };
}
