// The first half of the reading desk: the article as paragraphs, words and sentences, and how marks are drawn in it.
// Places count code points, as in Python; JavaScript counts UTF-16 units, so each paragraph translates between the
// two. All text becomes text nodes, never HTML. Python joins this file with desk.js, without a build step.

const SHIELD = "data-lm-suppress-shortcuts"; // without it on each focusable element, "d d" deletes the cell
const FOCUSABLE = new Set(["button", "input", "select", "textarea"]);

const SINGLE = "\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}";
const LETTERS = `(?![${SINGLE}])[\\p{L}\\p{N}](?:(?![${SINGLE}])[\\p{L}\\p{N}\\p{M}_])*`;
const PICTURE = "\\p{Extended_Pictographic}[\\p{M}\\p{Emoji_Modifier}]*";
const TOKEN = new RegExp(
  [
    "(?:\\p{L}\\.){2,}", // U.S.
    "\\p{N}+(?:[.,:]\\p{N}+)+", // 7,600
    `${LETTERS}(?:['’\\-‐‑]${LETTERS})*`, // city's, anti-ICE
    "\\p{Regional_Indicator}{2}",
    `${PICTURE}(?:\\u200d${PICTURE})*`,
    `[${SINGLE}]\\p{M}*`, // scripts without spaces: character by character
  ].join("|"),
  "gu",
);

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
  }
  if (FOCUSABLE.has(tag) || "tabindex" in attributes) node.setAttribute(SHIELD, "true");
  node.append(...children);
  return node;
}

const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

function shorten(text, most = 60) {
  const line = text.replace(/\s+/g, " ");
  return line.length <= most ? line : `${line.slice(0, most).replace(/\s\S*$/, "")} …`;
}

/** The number of the first item for which the test holds, in a list where it holds for all after it. */
function firstWhere(list, test) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(list[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

// The article ------------------------------------------------------------------------------------------

class Paragraph {
  constructor({ part, number, start, text, sentences }, place) {
    Object.assign(this, { part, number, start, text, sentences, place });
    const characters = [...text];
    this.end = start + characters.length;
    if (characters.length < text.length) this.index(characters);
    this.node = make(part === "heading" ? "h3" : "p", {
      class: `crn-par crn-${part}`,
      dir: "auto",
      "data-par": place,
      "data-number": part === "body" ? number : "",
    });
  }

  /** Some characters take two UTF-16 units: note where each one begins. */
  index(characters) {
    this.units = new Uint32Array(characters.length + 1);
    characters.forEach((character, i) => (this.units[i + 1] = this.units[i] + character.length));
  }

  unit(point) {
    const inside = Math.min(Math.max(point, this.start), this.end) - this.start;
    return this.units ? this.units[inside] : inside;
  }

  point(unit) {
    return this.start + (this.units ? firstWhere(this.units, (at) => at >= unit) : unit);
  }

  get tokens() {
    const found = () => [...this.text.matchAll(TOKEN)].map((match) => this.span(match.index, match[0].length));
    return (this.kept ??= found());
  }

  span(unit, length) {
    return [this.point(unit), this.point(unit + length)];
  }

  /** The word that a place cuts in two, if it does. */
  cut(point) {
    const token = this.tokens[firstWhere(this.tokens, ([, end]) => end > point)];
    return token && token[0] < point ? token : null;
  }

  address(point) {
    const found = this.sentences[firstWhere(this.sentences, ([, end]) => end > point)] ?? this.sentences.at(-1);
    return found ? `Sentence ${found[2]}` : this.part === "byline" ? "Byline" : "Closing line";
  }
}

class Page {
  constructor(rows) {
    this.paragraphs = rows.map((row, place) => new Paragraph(row, place));
  }

  at(point) {
    return this.paragraphs[firstWhere(this.paragraphs, (par) => par.end > point)] ?? this.paragraphs.at(-1);
  }

  between(start, end) {
    const first = firstWhere(this.paragraphs, (par) => par.end > start);
    const after = firstWhere(this.paragraphs, (par) => par.start >= end);
    return this.paragraphs.slice(first, after);
  }

  text(start, end) {
    return this.between(start, end)
      .map((par) => par.text.slice(par.unit(start), par.unit(end)))
      .join(" ");
  }

  words(start, end) {
    const inside = ([a, b]) => a >= start && b <= end;
    return this.between(start, end).flatMap((par) => par.tokens.filter(inside));
  }

  /** Grow a selection to whole words, without the space and the stray stops before it. */
  snap(start, end) {
    for (const par of this.between(start, end)) {
      const rest = par.text.slice(par.unit(start), par.unit(end));
      const skip = rest.match(/^[\s.,;:!?…)\]]*/u)[0].length;
      if (skip === rest.length) continue;
      const from = par.point(par.unit(start) + skip);
      const to = this.trimmedEnd(from, end);
      return [par.cut(from)?.[0] ?? from, to];
    }
    return null;
  }

  trimmedEnd(start, end) {
    for (const par of this.between(start, end).reverse()) {
      const rest = par.text.slice(par.unit(start), par.unit(end)).replace(/[\s(\[]+$/u, "");
      if (!rest) continue;
      const to = par.point(par.unit(start) + rest.length);
      return par.cut(to)?.[1] ?? to;
    }
    return end;
  }
}

// Drawing ----------------------------------------------------------------------------------------------

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

function markNode(span, begins) {
  const { mark, level } = span;
  const kind = mark.own ? "crn-own" : "crn-other";
  const node = make("mark", {
    class: `crn-mark ${kind}`,
    "data-id": mark.id,
    title: mark.title,
    "data-line": mark.line,
  });
  if (begins) node.setAttribute("data-sign", mark.sign);
  if (mark.note) node.classList.add("crn-noted");
  node.style.setProperty("--crn-hue", mark.colour);
  node.style.setProperty("--crn-level", Math.min(level, 3));
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

/** The text node and the offset in it for a place in a paragraph. */
function locate(par, unit) {
  const walker = document.createTreeWalker(par.node, NodeFilter.SHOW_TEXT);
  let left = unit;
  let node = walker.nextNode();
  while (node && left > node.length) {
    left -= node.length;
    node = walker.nextNode() ?? node;
  }
  return node ? [node, Math.min(left, node.length)] : [par.node, 0];
}
