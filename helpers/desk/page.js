// The article of the desk: its paragraphs, words and sentences, and the places in them.
// Places count code points, as in Python; JavaScript counts UTF-16 units, so each paragraph translates between the
// two. All text becomes text nodes, never HTML. Python joins page.js, marks.js, caret.js, cards.js, bars.js and
// desk.js, in this order, to one module without a build step.

const SHIELD = "data-lm-suppress-shortcuts"; // without it on each focusable element, "d d" deletes the cell
const FOCUSABLE = new Set(["button", "input", "select", "textarea"]);
const LENGTH = { list: 70, sentence: 60, question: 40 }; // characters of the article's words, by where they are shown
const MARGIN = 40; // pixels: a place that is nearer to the upper or lower edge is scrolled away from it

const SINGLE = "\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}";
const LETTERS = `(?![${SINGLE}])[\\p{L}\\p{N}](?:(?![${SINGLE}])[\\p{L}\\p{N}\\p{M}_])*`;
const PICTURE = "\\p{Extended_Pictographic}[\\p{M}\\p{Emoji_Modifier}]*";
const TOKEN = new RegExp(
  [
    "(?:\\p{L}\\.){2,}", // U.S.: two letters or more, each with a stop
    "\\p{N}+(?:[.,:]\\p{N}+)+", // 7,600
    `${LETTERS}(?:['’\\-‐‑]${LETTERS})*`, // city's, anti-ICE
    "\\p{Regional_Indicator}{2}", // a flag is made of two letters
    `${PICTURE}(?:\\u200d${PICTURE})*`,
    `[${SINGLE}]\\p{M}*`, // scripts without spaces: character by character
  ].join("|"),
  "gu",
);

// What every part uses ---------------------------------------------------------------------------------

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice("on".length), value);
    else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
  }
  if (FOCUSABLE.has(tag) || "tabindex" in attributes) node.setAttribute(SHIELD, "true");
  node.append(...children);
  return node;
}

const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
const signNode = (sign) => make("span", { class: "crn-sign", "aria-hidden": "true" }, sign);
const group = (look, name, ...children) => make("div", { class: look, role: "group", "aria-label": name }, ...children);
const button = (name, act, attributes = {}) =>
  make("button", { type: "button", class: "crn-button", onclick: act, ...attributes }, name);

/** The number of the first item for which the test holds, in a list where it holds for all after it. */
function firstWhere(list, test) {
  let [low, high] = [0, list.length];
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
    Object.assign(this, { part, start, text, sentences, place });
    this.units = [0]; // where each code point begins
    for (const character of text) this.units.push(this.units.at(-1) + character.length);
    this.end = start + this.units.length - 1;
    const attributes = { class: `crn-par crn-${part}`, dir: "auto", "data-par": place };
    attributes["data-number"] = part === "body" ? number : "";
    this.node = make(part === "heading" ? "h3" : "p", attributes, text);
  }

  unit(point) {
    return this.units[Math.min(Math.max(point, this.start), this.end) - this.start];
  }

  point(unit) {
    return this.start + firstWhere(this.units, (at) => at >= unit);
  }

  slice(start, end) {
    return this.text.slice(this.unit(start), this.unit(end));
  }

  words() {
    const found = [...this.text.matchAll(TOKEN)];
    return found.map(({ index, 0: word }) => [this.point(index), this.point(index + word.length)]);
  }

  address(point) {
    const found = this.sentences[firstWhere(this.sentences, ([, end]) => end > point)] ?? this.sentences.at(-1);
    const [, , address] = found ?? [];
    return found ? `Sentence ${address}` : this.part === "byline" ? "Byline" : "Closing line";
  }
}

class Page {
  constructor(rows, attributes) {
    this.paragraphs = rows.map((row, place) => new Paragraph(row, place));
    this.node = make("div", attributes, ...this.paragraphs.map(({ node }) => node));
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
    const parts = this.between(start, end).map((par) => par.slice(start, end));
    return parts.join(" ");
  }

  /** The words of a mark, as many as there is room for. */
  short({ start, end }, most = LENGTH.sentence) {
    const line = this.text(start, end).replace(/\s+/g, " ");
    return line.length <= most ? line : `${line.slice(0, most).replace(/\s\S*$/, "")} …`;
  }

  // Words: each is a span, and known by its number

  get words() {
    return (this.kept ??= this.paragraphs.flatMap((par) => par.words()));
  }

  /** The word at a place, or the next one of its paragraph, or its last; null where the paragraph has none. */
  wordAt(point) {
    const par = this.at(point);
    const next = firstWhere(this.words, ([, end]) => end > point);
    const inside = (number) => this.words[number]?.[0] >= par.start && this.words[number][0] < par.end;
    return [next, next - 1].find(inside) ?? null;
  }

  /** The word that a place cuts in two, if it does. */
  cut(point) {
    const word = this.words[firstWhere(this.words, ([, end]) => end > point)];
    return word && word[0] < point ? word : null;
  }

  /** Grow a selection to whole words, without the space and the stray stops before it; null where nothing is left. */
  snap(start, end) {
    const characters = this.between(start, end).flatMap((par) =>
      [...par.slice(start, end)].map((character, i) => [Math.max(start, par.start) + i, character]),
    );
    const [from] = characters.find(([, character]) => !/[\s.,;:!?…)\]]/u.test(character)) ?? [];
    if (from === undefined) return null;
    const last = characters.findLast(([point, character]) => point >= from && !/[\s(\[]/u.test(character));
    const to = last ? last[0] + 1 : end;
    return [this.cut(from)?.[0] ?? from, this.cut(to)?.[1] ?? to];
  }

  // Places in the browser's own terms: nodes and offsets, pixels

  range(start, end) {
    const [first, last] = [this.at(start), this.at(end - 1)];
    const range = new Range();
    range.setStart(...locate(first, first.unit(start)));
    range.setEnd(...locate(last, last.unit(end)));
    return range;
  }

  /** A place in the browser's tree as code points; outside the text it is the nearest end. */
  pointOf(node, offset) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const holder = element.closest("[data-par]");
    if (!holder || !this.node.contains(holder)) {
      const all = this.paragraphs;
      if (node === this.node) return all[offset]?.start ?? all.at(-1).end;
      const after = this.node.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING;
      return after ? all.at(-1).end : all[0].start;
    }
    const par = this.paragraphs[holder.dataset.par];
    const before = new Range();
    before.setStart(holder, 0);
    before.setEnd(node, offset);
    return par.point(before.toString().length);
  }

  /** The place under the pointer, null where no text is. */
  under(x, y) {
    const found = document.caretPositionFromPoint?.(x, y) ?? document.caretRangeFromPoint?.(x, y);
    const node = found?.offsetNode ?? found?.startContainer;
    if (!node || !this.node.contains(node) || node === this.node) return null;
    return this.pointOf(node, found.offset ?? found.startOffset);
  }

  /** Scroll the text, and the notebook where it must, so that a place can be seen. */
  reveal(start, end = start + 1) {
    const range = this.range(start, end);
    const place = range.getClientRects()[0] ?? range.getBoundingClientRect();
    const frame = this.node.getBoundingClientRect();
    const room = Math.min(MARGIN, frame.height / 4); // a quarter: in a low desk both margins must leave a middle
    if (place.top < frame.top + room || place.bottom > frame.bottom - room)
      this.node.scrollTop += place.top - frame.top - frame.height / 3; // a third from the top: what follows is read next
    const seen = range.getBoundingClientRect();
    if (seen.bottom < 0 || seen.top > innerHeight) this.node.scrollIntoView({ block: "nearest" });
  }

  // The address in the margin

  /** Put the address of a place beside its paragraph and into its title; return it, or "" where it stood there. */
  showAddress(point) {
    const par = this.at(point);
    const address = par.address(point);
    if (this.here !== par) this.hideAddress();
    this.here = par;
    if (par.node.title === address && par.node.dataset.here) return "";
    par.node.title = address;
    par.node.dataset.here = par.part === "body" ? address.replace("Sentence ", "") : "";
    return address;
  }

  hideAddress() {
    this.here?.node.removeAttribute("data-here");
    this.here = null;
  }
}

/** The text node and the offset in it for a place in a paragraph. */
function locate(par, unit) {
  const walker = document.createTreeWalker(par.node, NodeFilter.SHOW_TEXT);
  let left = unit;
  let node = walker.nextNode();
  for (; node && left > node.length; node = walker.nextNode() ?? node) left -= node.length;
  return node ? [node, Math.min(left, node.length)] : [par.node, 0];
}
