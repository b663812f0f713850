// The marks in the article: which are shown, how each looks, and how they are drawn into the paragraphs.

const MINE = "My marks"; // the layer of the reader's own marks
const LINES = ["solid", "double", "dashed", "dotted", "wavy"]; // desk.css draws each
const LAYER_LOOKS = Object.entries({ "○": "#36596b", "△": "#6b3fa0", "□": "#4d6b1d", "◇": "#8f4a1d", "☆": "#1d5f8f" });
const LOWEST = 3; // level of a line below marked words; one further down would cross the next line of the text

class Marks {
  constructor(page, model, labels) {
    Object.assign(this, { page, model, labels });
    this.shown = new Set([MINE]); // names of layers
    this.drawn = new Map(); // what stands on the page now: key of a mark → the mark
    this.sorted = [];
  }

  /** The look of a mark: its label's, or that of its layer where this desk has no such label. */
  look(label, place) {
    const [sign, colour] = LAYER_LOOKS[place % LAYER_LOOKS.length];
    return this.labels.find(({ name }) => name === label) ?? { sign, colour, line: LINES[place % LINES.length] };
  }

  /** Each mark that is shown, under a key, with what is needed to draw it. */
  current() {
    const found = new Map();
    const add = (mark, layer, place) => {
      const { sign, colour, line } = this.look(mark.label, place);
      const key = `${layer}\n${mark.id}`;
      const parts = [layer && `${layer}:`, mark.label || "mark", mark.status && `(${mark.status})`];
      const where = this.page.at(mark.start).address(mark.start).toLowerCase();
      const title = `${parts.filter(Boolean).join(" ")}, ${where}${mark.note ? `: ${mark.note}` : ""}`;
      found.set(key, { ...mark, key, layer, own: !layer, sign, colour, line, title });
    };
    if (this.shown.has(MINE)) this.model.get("own_marks").forEach((mark) => add(mark, "", 0));
    this.model.get("layers").forEach(({ name, marks }, place) => {
      if (this.shown.has(name)) marks.forEach((mark) => add(mark, name, place));
    });
    return found;
  }

  /** Draw anew only the paragraphs whose marks changed; tell whether there are any. */
  draw() {
    const next = this.current();
    const differs = (mark, other) =>
      !other || mark.title !== other.title || mark.end !== other.end || mark.start !== other.start;
    const changed = [...next.values()].filter((mark) => differs(mark, this.drawn.get(mark.key)));
    changed.push(...[...this.drawn.values()].filter((mark) => differs(mark, next.get(mark.key))));
    this.drawn = next;
    this.sorted = [...next.values()].sort((a, b) => a.start - b.start || b.end - a.end);
    const touched = new Set(changed.flatMap((mark) => this.page.between(mark.start, mark.end)));
    const inside = (par) => this.sorted.filter((mark) => mark.start < par.end && mark.end > par.start);
    for (const par of touched) drawParagraph(par, inside(par));
    return touched.size > 0;
  }

  /** The marks at a place, the shortest first. */
  at(point) {
    const here = this.sorted.filter((mark) => mark.start <= point && mark.end > point);
    return here.sort((a, b) => a.end - a.start - (b.end - b.start));
  }
}

/** Marks that overlap get different levels, so that their lines lie below each other. */
function assignLevels(spans) {
  const ends = { own: [], other: [] };
  for (const span of spans) {
    const taken = ends[span.mark.own ? "own" : "other"];
    const free = taken.findIndex((end) => end <= span.from);
    span.level = free < 0 ? taken.length : free;
    taken[span.level] = span.to;
  }
}

function markNode({ mark, level }, begins) {
  const kind = `crn-mark ${mark.own ? "crn-own" : "crn-other"}`;
  const node = make("mark", { class: kind, "data-id": mark.id, title: mark.title, "data-line": mark.line });
  if (begins) node.setAttribute("data-sign", mark.sign);
  node.style.setProperty("--crn-hue", mark.colour);
  node.style.setProperty("--crn-level", Math.min(level, LOWEST));
  return node;
}

/** Split a paragraph where marks begin and end; a mark that another one crosses is drawn in two pieces. */
function drawParagraph(par, marks) {
  const spans = marks.map((mark) => ({ mark, from: par.unit(mark.start), to: par.unit(mark.end) }));
  spans.sort((a, b) => a.from - b.from || b.to - a.to);
  assignLevels(spans);
  const cuts = [...new Set([0, par.text.length, ...spans.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
  const fresh = document.createDocumentFragment();
  const open = [];
  cuts.slice(0, -1).forEach((from, i) => {
    const cover = spans.filter((span) => span.from <= from && span.to > from);
    while (open.length && open.some(({ span }, depth) => span !== cover[depth])) open.pop();
    for (const span of cover.slice(open.length)) {
      const node = markNode(span, span.from === from && span.mark.start >= par.start);
      (open.at(-1)?.node ?? fresh).append(node);
      open.push({ span, node });
    }
    (open.at(-1)?.node ?? fresh).append(par.text.slice(from, cuts[i + 1]));
  });
  par.node.replaceChildren(fresh);
}
