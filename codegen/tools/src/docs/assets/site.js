// Search, colours and copies of code, light and dark, tabs that stay chosen, and the menu of small screens. Everything else of the site works without it.
"use strict";

const root = document.documentElement;
root.dataset.script = "on";

const remembered = {
  get(key) { try { return localStorage.getItem(key); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(key, value); } catch { /* It holds for this page then. */ } },
};

// Before anything is drawn, so that nothing flashes.
if (["light", "dark"].includes(remembered.get("theme"))) root.dataset.theme = remembered.get("theme");

/** The calls that have all words of the query, the best first. */
function find(query, entries) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const weigh = ([name, , group, , text], word) => {
    const lower = name.toLowerCase();
    if (lower === word) return 100;
    if (lower.startsWith(word)) return 50;
    if (lower.includes(word)) return 25;
    if (lower.replaceAll("_", "").includes(word)) return 20;
    return `${group} ${text}`.toLowerCase().includes(word) ? 1 : 0;
  };
  return entries
    .map((entry) => ({ entry, weights: words.map((word) => weigh(entry, word)) }))
    .filter(({ weights }) => weights.every((weight) => weight > 0))
    .map(({ entry, weights }) => ({ entry, weight: weights.reduce((sum, weight) => sum + weight, 0) }))
    .sort((one, other) => other.weight - one.weight)
    .slice(0, 20)
    .map(({ entry }) => entry);
}

function enableSearch() {
  const input = document.getElementById("site-search");
  const list = document.getElementById("site-results");
  const status = document.getElementById("site-found");
  let selected = -1;

  const select = (index) => {
    const options = list.querySelectorAll("[role=option]");
    selected = options.length === 0 ? -1 : (index + options.length) % options.length;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === selected)));
    if (selected < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", options[selected].id);
      options[selected].scrollIntoView({ block: "nearest" });
    }
  };
  const close = () => {
    list.hidden = true;
    status.textContent = "";
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    selected = -1;
  };
  const show = () => {
    if (input.value.trim() === "") return close();
    const found = find(input.value, window.searchIndex ?? []);
    const items = found.map(([name, address, group, summary], index) => {
      const item = document.createElement("li");
      item.id = `site-result-${index}`;
      item.setAttribute("role", "option");
      item.dataset.address = address;
      const title = document.createElement("code");
      title.textContent = name;
      const about = document.createElement("small");
      about.textContent = `${group} · ${summary}`;
      item.append(title, about);
      return item;
    });
    if (items.length === 0) {
      const none = document.createElement("li");
      none.className = "none";
      none.textContent = list.dataset.none;
      items.push(none);
    }
    list.replaceChildren(...items);
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    status.textContent = found.length === 0 ? list.dataset.none : String(found.length);
    select(found.length === 0 ? -1 : 0);
  };
  const go = (option) => {
    if (!option?.dataset.address) return;
    close();
    input.value = "";
    input.blur();
    location.href = option.dataset.address;
  };

  input.hidden = false;
  input.addEventListener("input", show);
  input.addEventListener("focus", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) show();
      else select(selected + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      go(list.querySelectorAll("[role=option]")[selected]);
    } else if (event.key === "Escape") {
      if (list.hidden) input.value = "";
      close();
    }
  });
  // Before the input loses its focus, which closes the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => go(event.target.closest("[role=option]")));
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
    }
  });
}

function enableTheme() {
  const button = document.getElementById("site-theme");
  const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const tell = () => button.setAttribute("aria-pressed", String(dark()));
  button.hidden = false;
  tell();
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    remembered.set("theme", root.dataset.theme);
    tell();
  });
}

function enableMenu() {
  const button = document.getElementById("site-menu");
  const nav = document.getElementById("site-nav");
  const toggle = (open) => {
    nav.classList.toggle("open", open);
    button.setAttribute("aria-expanded", String(open));
  };
  button.addEventListener("click", () => toggle(!nav.classList.contains("open")));
  nav.addEventListener("click", (event) => { if (event.target.closest("a")) toggle(false); });
  nav.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { toggle(false); button.focus(); }
  });
}

/** The other language opens at the same call. */
function keepPlace() {
  const link = document.getElementById("site-language");
  const follow = () => { link.hash = location.hash; };
  follow();
  addEventListener("hashchange", follow);
}

const tokens = new RegExp([
  String.raw`(?<comment>\/\/.*)`,
  String.raw`(?<string>"(?:\\.|[^"\\])*")`,
  String.raw`(?<keyword>\b(?:as|async|await|crate|else|false|fn|for|if|in|let|match|mut|null|return|self|true|use)\b)`,
  String.raw`(?<number>\b\d[\d_.eE]*)`,
  String.raw`(?<type>\b[A-Z]\w*)`,
  String.raw`(?<call>\b[a-z_]\w*(?=\())`,
].join("|"), "g");

/** Colours of code. The text stays the same. */
function colour(code) {
  const text = code.textContent;
  const parts = [];
  let done = 0;
  for (const match of text.matchAll(tokens)) {
    const [kind] = Object.entries(match.groups).find(([, found]) => found !== undefined);
    const span = document.createElement("span");
    span.className = kind;
    span.textContent = match[0];
    parts.push(text.slice(done, match.index), span);
    done = match.index + match[0].length;
  }
  code.replaceChildren(...parts, text.slice(done));
}

/** A button that copies a block of code, or selects it where the browser does not allow that. */
function enableCopying(pre) {
  const { copy, copied } = document.body.dataset;
  const frame = document.createElement("div");
  frame.className = "code";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = copy;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(pre.textContent);
      button.textContent = copied;
      setTimeout(() => { button.textContent = copy; }, 2000);
    } catch {
      getSelection().selectAllChildren(pre);
    }
  });
  pre.replaceWith(frame);
  frame.append(pre, button);
}

/** A tab is chosen for all examples, and for the pages that follow. What is looked at keeps its place. */
function keepTabs() {
  const inputs = [...document.querySelectorAll(".tab > input")];
  const choose = (name) => inputs.forEach((input) => { if (input.value === name) input.checked = true; });
  choose(remembered.get("tab"));
  inputs.forEach((input) => input.addEventListener("change", () => {
    const before = input.parentElement.parentElement.getBoundingClientRect().top;
    choose(input.value);
    remembered.set("tab", input.value);
    scrollBy(0, input.parentElement.parentElement.getBoundingClientRect().top - before);
  }));
}

document.addEventListener("DOMContentLoaded", () => {
  keepTabs();
  document.querySelectorAll("pre").forEach(enableCopying);
  document.querySelectorAll("pre > code:not(.language-sh)").forEach(colour);
  enableTheme();
  enableMenu();
  keepPlace();
  enableSearch();
});
