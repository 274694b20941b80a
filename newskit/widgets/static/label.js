// One article at a time, a key for each label. Whatever comes from articles is set as text, never as markup.

const PATIENCE = 3000; // milliseconds until a silent kernel is named

function make(tag, name, text) {
  const element = document.createElement(tag);
  if (name) element.className = `newskit-label-${name}`;
  if (text !== undefined) element.textContent = text;
  return element;
}

function key(text) {
  const element = make("kbd", "key", text);
  element.setAttribute("aria-hidden", "true");
  return element;
}

// Letters and digits by their place where the keyboard writes another script, or a digit needs Shift.
function keyOf(event) {
  const letter = /^Key([A-Z])$/.exec(event.code || "");
  if (letter && !/^[a-z]$/i.test(event.key)) return letter[1].toLowerCase();
  const digit = /^Digit([1-9])$/.exec(event.code || "");
  if (digit && !event.shiftKey) return digit[1];
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

function paragraphsOf(part, lang) {
  return part.paragraphs.map((pieces) => {
    const line = make("div", part.name === "title" ? "title" : part.name === "standfirst" ? "standfirst" : "text");
    if (part.name === "title") {
      line.setAttribute("role", "heading");
      line.setAttribute("aria-level", "3");
    }
    line.dir = "auto";
    if (lang) line.lang = lang;
    for (const [text, isMarked] of pieces) line.append(isMarked ? make("mark", "mark", text) : text);
    return line;
  });
}

function render({ model, el }) {
  const labels = model.get("_labels");
  const multiple = model.get("_multiple");
  const chosen = new Set();
  let waiting = null;
  let shown = null;

  const root = make("div", "root");
  root.classList.add("newskit-live"); // the static twin below is not needed
  root.tabIndex = 0;
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", "Label articles");
  root.setAttribute("aria-keyshortcuts", labels.map((_, at) => at + 1).join(" ") + " s u Backspace ArrowLeft ArrowRight");
  root.setAttribute("data-lm-suppress-shortcuts", "true"); // JupyterLab would delete cells at the press of d d
  // Notebook 7 asks what has the focus, and only then what stands around it.
  root.addEventListener("focusin", (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true"));

  const progress = make("div", "progress");
  const bar = make("div", "bar");
  bar.setAttribute("role", "progressbar");
  bar.setAttribute("aria-label", "Articles labelled or skipped");
  bar.setAttribute("aria-valuemin", "0");
  const filled = make("div", "filled");
  bar.append(filled);

  const reader = make("div", "reader");
  reader.tabIndex = 0;
  reader.setAttribute("role", "region");
  reader.setAttribute("aria-label", "Article");

  const choices = make("div", "choices");
  choices.setAttribute("role", "group");
  choices.setAttribute("aria-label", multiple ? "Labels, several may apply" : "Labels");
  const buttons = labels.map((label, at) => {
    const button = make("button", "choice");
    button.type = "button";
    const name = make("span", "name", label);
    name.dir = "auto";
    const count = make("span", "count", "0");
    button.append(key(String(at + 1)), name, count);
    button.addEventListener("click", () => choose(at));
    choices.append(button);
    return { button, count };
  });

  const actions = make("div", "actions");
  const act = (name, sign, run) => {
    const button = make("button", "action");
    button.type = "button";
    button.append(key(sign), make("span", "name", name));
    button.addEventListener("click", run);
    actions.append(button);
    return button;
  };
  const confirm = multiple ? act("Confirm", "Enter", () => send("label", [...chosen])) : null;
  const accept = multiple ? null : act("Take the guess", "Enter", () => takeGuess());
  const back = act("Back", "←", () => send("back"));
  const forward = act("Forward", "→", () => send("forward"));
  act("Skip", "s", () => send("skip"));
  act("Undo", "u", () => send("undo"));

  const status = make("div", "status");
  status.setAttribute("role", "status");
  status.setAttribute("aria-live", "polite");
  const trouble = make("div", "trouble");
  trouble.setAttribute("role", "alert");

  const help = make("details", "help");
  help.append(make("summary", "", "Keys"));
  const keys = make("div", "keys");
  const rows = [
    [labels.length > 1 ? `1–${labels.length}` : "1", multiple ? "choose a label, or choose it no longer" : "label, and go on"],
    ["Enter", multiple ? "confirm the labels chosen, or that none applies" : "take the guess, if there is one"],
    ["s", "skip"],
    ["u", "take back the last decision; Backspace does the same"],
    ["← →", "look at the article before, behind"],
    ["↑ ↓", "scroll; Page Up, Page Down, Home, End and Space too"],
    ["?", "show or hide this list"],
  ];
  for (const [sign, meaning] of rows) keys.append(make("kbd", "key", sign), make("span", "", meaning));
  help.append(keys);

  root.append(progress, bar, reader, choices, actions, status, trouble, help);
  el.append(root);

  function send(action, given) {
    if (waiting !== null || !shown || !shown.article) return;
    const message = { do: action, place: shown.place };
    if (given) message.labels = given.sort((a, b) => a - b);
    trouble.textContent = "";
    root.setAttribute("aria-busy", "true");
    waiting = setTimeout(() => {
      trouble.textContent = "The kernel does not answer: it is busy, or has ended. Nothing more is kept until it does.";
    }, PATIENCE);
    model.send(message);
  }

  function choose(at) {
    if (!multiple) return send("label", [at]);
    if (waiting !== null) return;
    if (!chosen.delete(at)) chosen.add(at);
    mark();
  }

  function takeGuess() {
    if (shown && shown.guess.length) send("label", [...shown.guess]);
  }

  function mark() {
    buttons.forEach(({ button, count }, at) => {
      const isChosen = multiple ? chosen.has(at) : shown.chosen.includes(at);
      const isGuess = shown.guess.includes(at);
      button.setAttribute("aria-pressed", String(isChosen));
      button.classList.toggle("newskit-label-guess", isGuess);
      count.textContent = String(shown.counts[at]);
      button.setAttribute("aria-label", `${labels[at]}, key ${at + 1}, ${shown.counts[at]} so far${isGuess ? ", guessed" : ""}`);
    });
  }

  function showArticle() {
    reader.replaceChildren();
    if (!shown.article) {
      reader.append(make("div", "none", "There are no articles to label."));
      return;
    }
    const { about, lang, parts } = shown.article;
    const line = make("div", "about");
    about.forEach((one, at) => {
      const piece = make("bdi", "", one);
      line.append(...(at ? [" · ", piece] : [piece]));
    });
    const title = parts.filter((part) => part.name === "title");
    for (const part of title) reader.append(...paragraphsOf(part, lang));
    if (about.length) reader.append(line);
    for (const part of parts) if (part.name !== "title") reader.append(...paragraphsOf(part, lang));
    if (!parts.length) reader.append(make("div", "none", "This article has neither headline nor text."));
    reader.scrollTop = 0;
  }

  function update() {
    const before = shown;
    shown = model.get("_shown");
    if (waiting !== null) clearTimeout(waiting);
    waiting = null;
    root.removeAttribute("aria-busy");
    const isOther = !before || before.place !== shown.place;
    if (isOther) showArticle();
    if (isOther || shown.say || !multiple) {
      chosen.clear();
      for (const at of shown.decision ? shown.chosen : shown.guess) chosen.add(at);
    }
    mark();
    const where = shown.n ? `Article ${shown.place + 1} of ${shown.n}` : "";
    const was = shown.decision ? (shown.skipped ? " · skipped" : " · labelled") : "";
    progress.textContent = [where + was, shown.progress].filter(Boolean).join(" — ");
    bar.setAttribute("aria-valuemax", String(shown.n));
    bar.setAttribute("aria-valuenow", String(shown.decided));
    filled.style.width = `${shown.n ? (100 * shown.decided) / shown.n : 0}%`;
    back.setAttribute("aria-disabled", String(shown.place === 0));
    forward.setAttribute("aria-disabled", String(shown.place >= shown.n - 1));
    if (accept) {
      const isLeft = shown.guess.length === 0 && accept.getRootNode().activeElement === accept;
      accept.hidden = shown.guess.length === 0;
      if (isLeft) root.focus({ preventScroll: true }); // else the next key would go to the notebook
    }
    const kept = shown.saved ? `Kept in ${shown.saved}` : "Not kept in a file: give path=";
    const next = shown.say && isOther ? ` ${where}.` : "";
    status.textContent = [shown.say + next, shown.done ? "Every article has been decided." : "", kept].filter(Boolean).join(" · ");
    trouble.textContent = shown.error;
  }

  function scroll(name) {
    const page = reader.clientHeight - 40;
    const steps = { ArrowUp: -60, ArrowDown: 60, PageUp: -page, PageDown: page, " ": page };
    if (name === "Home") reader.scrollTop = 0;
    else if (name === "End") reader.scrollTop = reader.scrollHeight;
    else if (name in steps) reader.scrollTop += steps[name];
    else return false;
    return true;
  }

  function run(name, isRepeated) {
    if (scroll(name)) return true;
    if (name === "ArrowLeft" || name === "ArrowRight") {
      send(name === "ArrowLeft" ? "back" : "forward");
      return true;
    }
    const at = Number(name) - 1;
    const known = at in buttons || ["s", "u", "Backspace", "Enter", "?"].includes(name);
    if (!known || isRepeated) return known; // a key held down labels one article
    if (at in buttons) choose(at);
    else if (name === "s") send("skip");
    else if (name === "?") help.open = !help.open;
    else if (name !== "Enter") send("undo");
    else if (multiple) send("label", [...chosen]);
    else takeGuess();
    return true;
  }

  function pressed(event) {
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const name = keyOf(event);
    const own = event.target.closest("button, summary");
    if (own && (name === "Enter" || name === " ")) return; // a button's own keys
    if (run(name, event.repeat)) event.preventDefault();
  }

  root.addEventListener("keydown", pressed);
  model.on("change:_shown", update);
  update();
  return () => {
    if (waiting !== null) clearTimeout(waiting);
    model.off("change:_shown", update);
  };
}

export default { render };
