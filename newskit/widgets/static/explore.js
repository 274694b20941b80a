// The explorer's view. Python searches, filters and counts; the browser holds what is seen. Whatever comes from
// articles is set as text, never as HTML.

const ROW = 82; // pixels; as in explore.css
const TALLEST = 8_000_000; // browsers draw no element of any height: longer lists scroll in proportion
const PATIENCE = 3000; // milliseconds until an answer that does not come is no longer waited for
const LATE = "Python has not answered yet. It may be busy with another cell; after a restart of the kernel, run this cell again.";
const HELP = [
  ["/", "search"], ["↑ ↓, k j", "previous, next article"], ["Home, End, Page ↑ ↓", "move in the list"],
  ["n, p", "next, previous mark in the article"], ["← →", "on the time line: move an end"], ["Esc", "from the time line or search: clear"],
  ["?", "this help"],
];

const make = (tag, name, text) => {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text != null) element.textContent = text;
  return element;
};
const labelled = (element, text) => {
  element.setAttribute("aria-label", text);
  return element;
};
const many = (n) => n.toLocaleString("en");
const counted = (n, word) => `${many(n)} ${word}${n === 1 ? "" : "s"}`;
const own = (table, name) => (table && Object.hasOwn(table, name) ? table[name] : undefined);
const focused = (node) => {
  const active = node.getRootNode().activeElement;
  return active && node.contains(active) ? active : null;
};
// On a Korean or Arabic keyboard the keys give other letters.
const KEYS = { KeyJ: "j", KeyK: "k", KeyN: "n", KeyP: "p", Slash: "/" };
const keyOf = (event) => (event.key.length === 1 && event.key > "~" ? KEYS[event.code] ?? event.key : event.key);
const sorted = (_, held) => (held && typeof held === "object" && !Array.isArray(held) ? Object.fromEntries(Object.entries(held).sort()) : held);
const same = (a, b) => JSON.stringify(a, sorted) === JSON.stringify(b, sorted); // as Python sees it: keys have no order

/** Sends traits to Python one step at a time: what changes while an answer is awaited goes together afterwards. */
function sender(model, onBusy) {
  let waiting = false;
  let held = {};
  let timer = 0;
  const flush = () => {
    const changed = Object.entries(held).filter(([name, value]) => !same(model.get(name), value));
    held = {};
    if (!changed.length) return;
    waiting = true;
    for (const [name, value] of changed) model.set(name, value);
    model.save_changes();
    clearTimeout(timer);
    timer = setTimeout(() => {
      waiting = false;
      onBusy(true);
      flush();
    }, PATIENCE);
  };
  return {
    set(name, value) {
      held[name] = value;
      if (!waiting) flush();
    },
    holds: (name) => name in held,
    wanted: (name) => (name in held ? held[name] : model.get(name)),
    answered() {
      clearTimeout(timer);
      waiting = false;
      onBusy(false);
      flush();
    },
    stop: () => clearTimeout(timer),
  };
}

/** Text in pieces, those with kinds marked. */
function pieces(found) {
  return found.map(([text, kinds, note]) => {
    if (!kinds.length) return document.createTextNode(text);
    const mark = make("mark", "", text);
    mark.dataset.kinds = kinds.join(" ");
    for (const kind of kinds) {
      mark.classList.add(["query", "keyphrases", "positive", "negative"].includes(kind) ? `nk-${kind}` : "nk-own");
    }
    if (note) mark.title = note;
    return mark;
  });
}

/** The list: any number of rows, of which only those in view are elements. */
function listView(model, onSelect) {
  const node = labelled(make("div", "nk-list"), "Articles");
  const pad = make("div", "nk-pad");
  const key = Math.random().toString(36).slice(2);
  let state = { n: 0, rev: -1 };
  let pages = new Map();
  let asked = new Set();
  let at = -1;
  let offset = 0; // of the first row in view, in pixels of a list without bounds
  let toOpen = -1;
  let frame = 0;
  node.setAttribute("role", "listbox");
  node.tabIndex = 0;
  const nothing = make("div", "nk-nothing", model.get("_fixed").total ? "No article fits all of this." : "There are no articles.");
  nothing.setAttribute("aria-hidden", "true"); // the number of articles is told beside the search
  nothing.hidden = true;
  node.append(pad, nothing);

  const size = model.get("_fixed").page;
  const whole = () => state.n * ROW;
  const tall = () => Math.min(whole(), TALLEST);
  const isScaled = () => whole() > TALLEST;
  let seen = model.get("height");
  const height = () => (seen = node.clientHeight || seen); // none while a theme changes or a tab is hidden
  const room = () => Math.max(whole() - height(), 0);
  const known = (i) => pages.get(Math.floor(i / size))?.[i % size];

  function want(i) {
    const page = Math.floor(i / size);
    if (asked.has(page)) return;
    asked.add(page);
    model.send({ type: "rows", rev: state.rev, page });
  }
  function row(i) {
    const one = known(i);
    const element = make("div", "nk-row");
    element.setAttribute("role", "option");
    element.id = `nk-${key}-${i}`;
    element.style.top = `${i * ROW - offset + node.scrollTop}px`;
    element.dataset.at = i;
    element.setAttribute("aria-posinset", i + 1);
    element.setAttribute("aria-setsize", state.n);
    element.setAttribute("aria-selected", i === at);
    if (!one) {
      want(i);
      element.append(make("div", "nk-title", "…"));
      return element;
    }
    element.dataset.row = one.row;
    const title = make("div", "nk-title", one.title);
    title.dir = "auto";
    const told = make("div", "nk-told");
    const color = own(model.get("_fixed").colors, one.source);
    if (color) {
      const dot = make("span", "nk-dot");
      dot.style.background = color;
      told.append(dot);
    }
    const source = make("bdi", "nk-source", one.source);
    source.title = one.source;
    told.append(source, make("span", "nk-date", one.source && one.date ? ` · ${one.date}` : one.date));
    const passage = make("div", "nk-passage");
    passage.dir = "auto";
    passage.append(...one.passage.map(([text, hit]) => (hit ? make("mark", "nk-query", text) : document.createTextNode(text))));
    element.append(title, told, passage);
    return element;
  }
  function draw() {
    pad.style.height = `${tall()}px`;
    const first = Math.max(Math.floor(offset / ROW) - 3, 0);
    const last = Math.min(Math.ceil((offset + height()) / ROW) + 3, state.n);
    const shown = document.createDocumentFragment();
    for (let i = first; i < last; i++) shown.append(row(i));
    node.querySelectorAll(".nk-row").forEach((old) => old.remove());
    node.append(shown);
    nothing.hidden = state.n > 0;
    if (at >= first && at < last) node.setAttribute("aria-activedescendant", `nk-${key}-${at}`);
    else node.removeAttribute("aria-activedescendant");
  }
  const later = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(draw);
  };
  function scrollTo(pixels) {
    offset = Math.min(Math.max(pixels, 0), room());
    const ratio = isScaled() ? (tall() - height()) / room() : 1;
    pad.style.height = `${tall()}px`;
    node.scrollTop = offset * ratio;
    later();
  }
  node.addEventListener("scroll", () => {
    if (!isScaled()) offset = node.scrollTop;
    else {
      const ratio = (tall() - height()) / room();
      if (Math.abs(offset * ratio - node.scrollTop) > 1) offset = node.scrollTop / ratio;
    }
    later();
  });
  node.addEventListener("wheel", (event) => {
    if (!isScaled() || event.ctrlKey) return;
    event.preventDefault();
    scrollTo(offset + event.deltaY * (event.deltaMode === 1 ? ROW / 2 : 1));
  }, { passive: false });
  node.addEventListener("click", (event) => {
    const element = event.target.closest(".nk-row");
    if (element) select(+element.dataset.at);
  });
  function reveal(i) {
    const top = i * ROW;
    if (top < offset) scrollTo(top);
    else if (top + ROW > offset + height()) scrollTo(top + ROW - height());
  }
  function select(i) {
    if (!state.n) return;
    at = Math.min(Math.max(i, 0), state.n - 1);
    reveal(at);
    later();
    toOpen = -1;
    if (known(at)) onSelect(known(at).row);
    else {
      toOpen = at;
      want(at);
    }
  }
  const sight = new ResizeObserver(later);
  sight.observe(node);
  return {
    node, select,
    step: (by) => select(at < 0 ? 0 : at + by),
    page: () => Math.max(Math.floor(height() / ROW) - 1, 1),
    last: () => state.n - 1,
    place: (i) => {
      if (toOpen >= 0) return; // another one was chosen meanwhile, and is still to come
      if (i >= 0 && i !== at) reveal(i);
      at = i;
      later();
    },
    listed(fresh) {
      state = fresh;
      pages = new Map([[0, fresh.rows]]);
      asked = new Set([0]);
      at = fresh.at;
      toOpen = -1;
      pad.style.height = `${tall()}px`;
      offset = 0;
      node.scrollTop = 0;
      draw();
    },
    more(message) {
      if (message.rev !== state.rev) return;
      pages.set(message.page, message.rows);
      draw();
      if (toOpen >= 0 && known(toOpen)) select(toOpen);
    },
    stop: () => sight.disconnect(),
  };
}

/** The facets: check boxes with counts; what is open, and where the focus is, survives each answer. */
function facetView(model, send) {
  const node = labelled(make("div", "nk-facets"), "Filters");
  node.setAttribute("role", "group");
  const open = new Map();
  const chosen = (name) => own(send.wanted("filters"), name) ?? [];

  function toggle(name, value) {
    const now = chosen(name);
    const next = now.some((one) => same(one, value)) ? now.filter((one) => !same(one, value)) : [...now, value];
    const filters = { ...send.wanted("filters"), [name]: next };
    if (!next.length) delete filters[name];
    send.set("filters", filters);
  }
  function choice(facet, [value, label, count, wasChosen]) {
    const isChosen = send.holds("filters") ? chosen(facet.name).some((one) => same(one, value)) : wasChosen;
    const line = make("label", "nk-choice");
    const box = make("input");
    box.type = "checkbox";
    box.checked = isChosen;
    box.dataset.key = `=${JSON.stringify(value)}`;
    box.addEventListener("change", () => toggle(facet.name, value));
    const color = facet.name === "source" ? own(model.get("_fixed").colors, value) : null;
    const text = make("span", "nk-label", label);
    text.dir = "auto";
    text.title = label;
    line.append(box);
    if (color) {
      const dot = make("span", "nk-dot");
      dot.style.background = color;
      line.append(dot);
    }
    line.append(text, " ", make("span", "nk-count", many(count)));
    if (!count && !isChosen) line.classList.add("nk-none");
    return line;
  }
  function fill(block, facet) {
    const values = block.querySelector(".nk-values");
    const parts = () => [...values.querySelectorAll("input, button")];
    const focus = focused(values);
    const place = parts().indexOf(focus);
    values.replaceChildren(...facet.values.map((one) => choice(facet, one)));
    if (facet.more > 0) {
      const more = make("button", "nk-more", `${many(facet.more)} more`);
      more.type = "button";
      more.dataset.key = "more";
      more.addEventListener("click", () => model.send({ type: "facet", name: facet.name, more: true, find: find(block) }));
      values.append(more);
    }
    if (focus) { // what is gone leaves it to what stands there now
      const now = parts();
      const next = now.find((one) => one.dataset.key === focus.dataset.key) ?? now[Math.min(place, now.length - 1)];
      (next ?? block.querySelector("summary")).focus({ preventScroll: true });
    }
    const field = block.querySelector(".nk-find");
    if (field && field !== focused(block)) field.value = facet.find;
    const n = chosen(facet.name).length;
    block.querySelector(".nk-chosen").textContent = n ? `${n} chosen` : "";
  }
  const find = (block) => block.querySelector(".nk-find")?.value ?? "";
  function block(facet, number) {
    const made = make("details", "nk-facet");
    made.dataset.name = facet.name;
    made.open = open.get(facet.name) ?? number < 4;
    made.addEventListener("toggle", () => open.set(facet.name, made.open));
    const summary = make("summary");
    summary.append(make("bdi", "", facet.name), " ", make("span", "nk-chosen"));
    made.append(summary);
    if (facet.is_long) {
      const field = labelled(make("input", "nk-find"), `find in ${facet.name}`);
      field.type = "search";
      field.placeholder = "find …";
      field.addEventListener("input", () => model.send({ type: "facet", name: facet.name, find: field.value }));
      made.append(field);
    }
    const values = labelled(make("div", "nk-values"), facet.name);
    values.setAttribute("role", "group");
    made.append(values);
    return made;
  }
  return {
    node,
    show(facets) {
      const names = [...node.children].map((one) => one.dataset.name);
      if (!same(names, facets.map((one) => one.name))) node.replaceChildren(...facets.map(block));
      facets.forEach((facet, number) => fill(node.children[number], facet));
    },
    more(facet) {
      const found = [...node.children].find((one) => one.dataset.name === facet.name);
      if (found) fill(found, facet);
    },
  };
}

/** The time line: bars, and a stretch of them that is chosen with the pointer or by two sliders. */
function timeView(model, send) {
  const { edges, freq, problem } = model.get("_fixed");
  const n = Math.max(edges.length - 1, 0);
  const node = make("div", "nk-time");
  const plot = make("div", "nk-bars");
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("viewBox", `0 0 ${Math.max(n, 1)} 100`);
  svg.setAttribute("aria-hidden", "true");
  const told = make("div", "nk-period");
  const [from, to] = ["from", "to"].map((name) => {
    const handle = labelled(make("div", `nk-handle nk-${name}`), `Articles ${name}`);
    handle.setAttribute("role", "slider");
    handle.tabIndex = 0;
    handle.setAttribute("aria-valuemin", 0);
    handle.setAttribute("aria-valuemax", n - 1);
    return handle;
  });
  plot.append(svg, from, to);
  node.append(plot, told);
  node.hidden = !n && !problem;
  plot.hidden = !n;
  told.textContent = problem;
  let counts = [];
  let chosen = [];
  let anchor = null;

  const isClock = edges[0]?.includes("T");
  const lastOf = (bin) => {
    const end = new Date(`${edges[bin + 1]}${isClock ? "Z" : "T00:00Z"}`);
    end.setTime(end.getTime() - (isClock ? 60_000 : 86_400_000));
    return end.toISOString().slice(0, isClock ? 16 : 10);
  };
  const nice = (text) => text.replace("T", " ");
  const ends = () => (chosen.length ? chosen : [0, n - 1]);
  function draw() {
    const most = Math.max(1, ...counts);
    const [low, high] = ends();
    svg.replaceChildren(...counts.map((count, i) => {
      const bar = document.createElementNS(svg.namespaceURI, "rect");
      const height = count ? Math.max((100 * count) / most, 2) : 0;
      bar.setAttribute("x", i + 0.08);
      bar.setAttribute("width", 0.84);
      bar.setAttribute("y", 100 - height);
      bar.setAttribute("height", height);
      bar.setAttribute("class", i >= low && i <= high ? "nk-in" : "nk-out");
      return bar;
    }));
    from.style.left = `${(100 * low) / n}%`;
    to.style.left = `${(100 * (high + 1)) / n}%`;
    for (const [handle, bin, day] of [[from, low, edges[low]], [to, high, lastOf(high)]]) {
      handle.setAttribute("aria-valuenow", bin);
      handle.setAttribute("aria-valuetext", nice(day));
    }
    node.classList.toggle("nk-brushed", chosen.length > 0);
    const undated = model.get("_fixed").undated;
    const without = undated ? ` · ${many(undated)} without a date` : "";
    told.textContent = `${nice(edges[low])} – ${nice(lastOf(high))} · bars: ${{ h: "hours", D: "days", W: "weeks", M: "months", Q: "quarters", Y: "years" }[freq.split("-")[0]] ?? freq}${without}`;
  }
  function choose(low, high) {
    const [a, b] = [Math.min(low, high), Math.max(low, high)];
    chosen = a <= 0 && b >= n - 1 ? [] : [Math.max(a, 0), Math.min(b, n - 1)];
    draw();
    send.set("period", chosen.length ? [edges[chosen[0]], lastOf(chosen[1])] : null);
  }
  const binAt = (event) => {
    const box = plot.getBoundingClientRect();
    return Math.min(Math.max(Math.floor(((event.clientX - box.left) / box.width) * n), 0), n - 1);
  };
  plot.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const [low, high] = ends();
    anchor = event.target === from ? high : event.target === to ? low : binAt(event);
    plot.setPointerCapture(event.pointerId);
    if (event.target === from || event.target === to) event.target.focus();
    else choose(anchor, anchor);
    event.preventDefault();
  });
  plot.addEventListener("pointermove", (event) => {
    if (anchor != null) choose(anchor, binAt(event));
    else {
      const bin = binAt(event);
      plot.title = `${nice(edges[bin])}: ${many(counts[bin] ?? 0)}`;
    }
  });
  for (const name of ["pointerup", "pointercancel"]) plot.addEventListener(name, () => { anchor = null; });
  plot.addEventListener("dblclick", () => choose(0, n - 1));
  const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10, Home: -Infinity, End: Infinity };
  for (const handle of [from, to]) {
    handle.addEventListener("keydown", (event) => {
      const [low, high] = ends();
      if (event.key === "Escape") choose(0, n - 1);
      else if (!(event.key in STEPS)) return;
      else if (handle === from) choose(Math.min(Math.max(low + STEPS[event.key], 0), high), high);
      else choose(low, Math.min(Math.max(high + STEPS[event.key], low), n - 1));
      event.preventDefault();
      event.stopPropagation();
    });
  }
  return {
    node,
    show(state) {
      counts = state.counts;
      if (anchor == null && !send.holds("period")) chosen = state.brushed;
      if (n) draw();
    },
  };
}

const SAMPLES = {
  query: [["nk-query", "query"]], keyphrases: [["nk-keyphrases", "keyphrases"]],
  sentiment: [["nk-positive", "senti"], ["nk-negative", "ment"]],
};

/** The reading pane. */
function paneView(model, list) {
  const node = labelled(make("section", "nk-pane"), "Article");
  const bar = make("div", "nk-tools");
  const body = make("div", "nk-body");
  body.tabIndex = 0;
  labelled(body, "Text of the article").setAttribute("role", "document");
  const previous = labelled(make("button", "nk-previous", "‹"), "previous article");
  const next = labelled(make("button", "nk-next", "›"), "next article");
  const where = make("span", "nk-where");
  const toggles = labelled(make("span", "nk-toggles"), "Marked in the article");
  toggles.setAttribute("role", "group");
  const jump = make("button", "nk-jump");
  for (const button of [previous, next, jump]) button.type = "button";
  previous.addEventListener("click", () => list.step(-1));
  next.addEventListener("click", () => list.step(1));
  jump.addEventListener("click", () => toMark(1));
  bar.append(previous, next, where, jump, toggles);
  node.append(bar, body);
  let mark = -1;

  for (const name of model.get("_fixed").markers) {
    const button = make("button", "nk-toggle");
    const kinds = SAMPLES[name] ?? [["nk-own", name]]; // the button looks as its marks do
    button.append(...kinds.map(([kind, text]) => make("mark", kind, text)));
    button.type = "button";
    button.dataset.name = name;
    button.addEventListener("click", () => {
      const on = model.get("highlight");
      model.set("highlight", on.includes(name) ? on.filter((one) => one !== name) : [...on, name]);
      model.save_changes();
    });
    toggles.append(button);
  }
  const showToggles = () => {
    for (const button of toggles.children) button.setAttribute("aria-pressed", model.get("highlight").includes(button.dataset.name));
  };
  function toMark(by) {
    const marks = body.querySelectorAll("mark");
    if (!marks.length) return;
    mark = (mark + by + marks.length) % marks.length;
    marks.forEach((one, at) => one.classList.toggle("nk-here", at === mark));
    const top = marks[mark].offsetTop - body.offsetTop;
    body.scrollTop = Math.max(top - body.clientHeight / 3, 0);
    tellMarks(marks.length);
  }
  const tellMarks = (n) => {
    if (!n && focused(jump)) body.focus({ preventScroll: true });
    jump.hidden = !n;
    const text = mark < 0 ? counted(n, "mark") : `mark ${mark + 1} of ${n}`;
    labelled(jump, `${text}, to the next`).textContent = `${text} ↓`;
  };
  function field([name, value]) {
    const line = make("span", "nk-field");
    line.append(make("span", "nk-name", `${name} `));
    if (name === "url" && /^https?:\/\//i.test(value)) {
      const link = make("a", "", value);
      link.href = value;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      line.append(link);
    } else {
      const text = make("bdi", "", value);
      line.append(text);
    }
    return line;
  }
  const block = (tag, name, found) => {
    const element = make(tag, name);
    element.dir = "auto";
    element.append(...pieces(found));
    return element;
  };
  function article(one) {
    const parts = [block("h3", "nk-headline", one.title)];
    const fields = make("div", "nk-fields");
    fields.append(...one.fields.map(field));
    parts.push(fields);
    if (one.values.length) {
      const values = make("div", "nk-fields nk-measured");
      values.append(...one.values.map(field));
      parts.push(values);
    }
    if (one.standfirst.length) parts.push(block("p", "nk-standfirst", one.standfirst));
    parts.push(...one.paragraphs.map((found) => block("p", "", found)));
    if (one.cut) parts.push(make("p", "nk-note", `${many(one.cut)} more characters are not shown; .article has them.`));
    for (const caption of one.captions) parts.push(block("p", "nk-caption", [[caption, [], ""]]));
    return parts;
  }
  return {
    node, toMark, showToggles,
    tell: (at, n) => {
      where.textContent = at < 0 ? "" : `${many(at + 1)} of ${many(n)}`;
      // A button that is disabled would lose the focus, and Jupyter get the next key.
      previous.setAttribute("aria-disabled", at <= 0);
      next.setAttribute("aria-disabled", at >= n - 1);
    },
    show(one) {
      const isOther = node.dataset.row !== String(one.row);
      const top = body.scrollTop;
      mark = -1;
      if (one.row == null) {
        body.replaceChildren(make("p", "nk-note", "No article."));
        delete node.dataset.row;
        tellMarks(0);
        return;
      }
      node.dataset.row = one.row;
      body.lang = one.lang;
      body.replaceChildren(...article(one));
      body.scrollTop = isOther ? 0 : top;
      tellMarks(body.querySelectorAll("mark").length);
    },
  };
}

/** What stands above the time line: search, count, order, what filters, what is wrong. */
function headView(model, send) {
  const node = make("div", "nk-head");
  const bar = make("div", "nk-bar");
  bar.setAttribute("role", "search");
  const input = labelled(make("input", "nk-search"), "Search articles");
  input.type = "search";
  input.placeholder = "search: words, \"a phrase\", title:flood, source:courier, after:2025-03 …";
  input.value = model.get("query");
  input.spellcheck = false;
  input.dir = "auto";
  const count = make("span", "nk-n");
  count.setAttribute("role", "status");
  const sort = labelled(make("select", "nk-sort"), "Order");
  sort.append(...model.get("_fixed").sorts.map((name) => new Option(name, name)));
  const clear = make("button", "nk-clear", "clear");
  const help = labelled(make("button", "nk-help", "?"), "keyboard");
  help.setAttribute("aria-expanded", false);
  const keys = make("dl", "nk-keys");
  keys.hidden = true;
  for (const [key, does] of HELP) keys.append(make("dt", "", key), make("dd", "", does));
  for (const button of [clear, help]) button.type = "button";
  const message = make("div", "nk-message");
  message.setAttribute("role", "status");
  const chips = labelled(make("div", "nk-chips"), "Chosen");
  chips.setAttribute("role", "group");
  const late = make("div", "nk-message nk-late");
  late.setAttribute("role", "status");
  bar.append(input, count, sort, clear, help);
  node.append(bar, keys, message, late, chips);
  let isComposing = false;

  const reset = () => {
    input.value = "";
    input.focus();
    for (const [name, value] of [["query", ""], ["filters", {}], ["period", null]]) send.set(name, value);
  };
  const toggleHelp = () => {
    keys.hidden = !keys.hidden;
    help.setAttribute("aria-expanded", !keys.hidden);
  };
  const asked = () => send.set("query", input.value);
  // Of what is being composed, whole syllables of Hangul are words already; kana, pinyin and single letters are not.
  input.addEventListener("input", (event) => {
    if (!event.isComposing || /[\uac00-\ud7a3]$/.test(input.value)) asked();
  });
  input.addEventListener("compositionstart", () => { isComposing = true; });
  input.addEventListener("compositionend", () => {
    isComposing = false;
    asked();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing || !input.value) return;
    input.value = "";
    asked();
    event.preventDefault();
  });
  sort.addEventListener("change", () => send.set("sort", sort.value));
  clear.addEventListener("click", reset);
  help.addEventListener("click", toggleHelp);
  function chip(name, value, label) {
    const button = labelled(make("button", "nk-chip"), `${name}: ${label}, no longer filter by it`);
    button.type = "button";
    const text = make("bdi", "", label);
    button.append(`${name}: `, text, " ×");
    button.addEventListener("click", () => {
      const filters = { ...send.wanted("filters") };
      if (name === "period") send.set("period", null);
      else {
        filters[name] = (own(filters, name) ?? []).filter((one) => !same(one, value));
        if (!filters[name].length) delete filters[name];
        send.set("filters", filters);
      }
    });
    return button;
  }
  return {
    node, input, toggleHelp,
    wait: (is) => { late.textContent = is ? LATE : ""; },
    show(state) {
      const { total } = model.get("_fixed");
      count.textContent = state.n === total ? counted(total, "article") : `${many(state.n)} of ${counted(total, "article")}`;
      message.textContent = state.message;
      sort.value = send.wanted("sort");
      if (!isComposing && !send.holds("query") && input.value !== model.get("query")) input.value = model.get("query");
      const period = model.get("period");
      const shown = state.chips.map((one) => chip(...one));
      if (period) shown.push(chip("period", null, period.map((one) => one || "…").join(" – ")));
      const place = [...chips.children].indexOf(focused(chips));
      chips.replaceChildren(...shown);
      if (place >= 0) (shown[Math.min(place, shown.length - 1)] ?? input).focus({ preventScroll: true });
      const isClear = !shown.length && !model.get("query");
      if (isClear && focused(clear)) input.focus({ preventScroll: true });
      clear.hidden = isClear;
    },
  };
}

function render({ model, el }) {
  const root = make("div", "newskit-explore newskit-live");
  // Jupyter's keys are not meant here. Notebook 7 asks what has the focus, and only then what stands around it.
  root.addEventListener("focusin", (event) => { event.target.dataset.lmSuppressShortcuts = "true"; });
  root.dataset.lmSuppressShortcuts = "true";
  labelled(root, "Article explorer").setAttribute("role", "region");
  const busy = (is) => {
    root.classList.toggle("nk-busy", is);
    root.setAttribute("aria-busy", is);
    head?.wait(is);
  };
  let head = null;
  const send = sender(model, busy);
  const reader = sender(model, busy);
  head = headView(model, send);
  const facets = facetView(model, send);
  const time = timeView(model, send);
  const list = listView(model, (row) => reader.set("current", row));
  const pane = paneView(model, list);
  const main = make("div", "nk-main");
  main.append(facets.node, list.node, pane.node);
  const hidden = make("style"); // where Jupyter's outputs are built otherwise, as in VS Code, the twin hides by its name
  hidden.textContent = `.newskit-twin[data-of="${model.get("_fixed").twin}"] { display: none }`;
  root.append(head.node, time.node, main, hidden);
  el.append(root);

  const shape = () => root.style.setProperty("--nk-height", `${model.get("height")}px`);
  let rev = -1;
  function listed() {
    const state = model.get("_state");
    head.show(state);
    root.classList.toggle("nk-waiting", state.is_waiting);
    if (state.rev === rev) {
      if (state.is_waiting) send.answered();
      return;
    }
    rev = state.rev;
    list.listed(state);
    facets.show(state.facets);
    time.show(state);
    pane.tell(state.at, state.n);
    root.dataset.query = state.query;
    root.dataset.rev = rev; // what is shown is the answer to this
    send.answered();
  }
  function read() {
    const article = model.get("_article");
    pane.show(article);
    if (article.at != null) {
      if (article.row === reader.wanted("current")) list.place(article.at);
      pane.tell(article.at, model.get("_state").n);
    }
    reader.answered();
  }
  function told(message) {
    if (message.type === "rows") list.more(message);
    if (message.type === "facet") facets.more(message.facet);
  }
  const MOVES = {
    ArrowDown: () => list.step(1), ArrowUp: () => list.step(-1), j: () => list.step(1), k: () => list.step(-1),
    PageDown: () => list.step(list.page()), PageUp: () => list.step(-list.page()),
    Home: () => list.select(0), End: () => list.select(list.last()),
    n: () => pane.toMark(1), p: () => pane.toMark(-1), "/": () => head.input.focus(), "?": () => head.toggleHelp(),
  };
  root.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.isComposing || event.keyCode === 229) return; // the keys choose what is written
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target;
    if (target === head.input) {
      if (event.key === "ArrowDown" || event.key === "Enter") {
        list.node.focus();
        if (event.key === "ArrowDown") list.step(0);
        event.preventDefault();
      }
      return;
    }
    const isField = target.matches("input:not([type=checkbox]), select");
    const key = keyOf(event);
    const scrolls = target.closest(".nk-body") && !["j", "k", "n", "p", "/", "?"].includes(key);
    if (isField || scrolls || !Object.hasOwn(MOVES, key)) return;
    MOVES[key]();
    event.preventDefault();
  });

  const heard = [
    ["change:_state", listed], ["change:_article", read], ["change:highlight", pane.showToggles],
    ["change:height", shape], ["msg:custom", told],
  ];
  for (const [name, what] of heard) model.on(name, what);
  shape();
  pane.showToggles();
  listed();
  read();
  return () => {
    for (const [name, what] of heard) model.off(name, what);
    list.stop();
    send.stop();
    reader.stop();
  };
}

export default { render };
