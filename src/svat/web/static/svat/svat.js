// What pages need beyond htmx: an input method's words are searched for when they are finished, keys of the focused
// queue work by their digits, and focus goes on where a part of the page was replaced. Pages work without all of it.
"use strict";
(() => {
  const composing = (event) => event.isComposing || event.keyCode === 229;
  // "typed" is what searches listen to: never a syllable that is still being composed.
  let wait;
  const typed = (target) => {
    clearTimeout(wait);
    wait = setTimeout(() => target.dispatchEvent(new Event("typed", { bubbles: true })), 250);
  };
  document.addEventListener("input", (event) => { if (!event.isComposing) typed(event.target); });
  document.addEventListener("compositionend", (event) => typed(event.target));
  document.addEventListener("keydown", (event) => {
    if (composing(event)) { if (event.key === "Enter") event.stopPropagation(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || document.body.dataset.keys === "off") return;
    if (event.key === "Escape" && event.target.closest("[data-queue] input")) {
      const item = event.target.closest("[data-item]");
      if (item) { item.focus(); return; }
    }
    if (event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]")) return;
    const queue = event.target.closest("[data-queue]");
    if (!queue) return;
    const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code);
    const key = digit ? digit[1] : event.code.startsWith("Arrow") ? event.code : event.code.replace(/^Key/, "").toLowerCase();
    const here = event.target.closest("[data-item]") || queue;
    if (key === "ArrowDown" || key === "ArrowUp") {
      const items = [...queue.querySelectorAll("[data-item]")];
      const next = items[items.indexOf(here) + (key === "ArrowDown" ? 1 : -1)];
      if (next) { next.focus(); event.preventDefault(); }
      return;
    }
    // What the item has for the key, else what the queue itself has.
    const found = here.querySelector(`[data-key="${key}"]`)
      || [...queue.querySelectorAll(`[data-key="${key}"]`)].find((one) => !one.closest("[data-item]"));
    if (!found || event.repeat) return;
    event.preventDefault();
    if (found.matches("input:not([type=checkbox], [type=radio])")) { found.focus(); return; }
    if ("next" in found.dataset) {
      const items = [...queue.querySelectorAll("[data-item]")];
      const next = items[items.indexOf(here) + 1];
      if (next) { next.focus(); return; }
    }
    found.click();
  }, true);
  // After a part was replaced: to what took its place, or the item after it, never to nothing.
  let before = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr && xhr.status >= 400 && xhr.status !== 401) { event.detail.shouldSwap = false; tell(xhr); }
    const focused = document.activeElement;
    const item = focused && focused.closest("[data-item]");
    const items = item ? [...document.querySelectorAll("[data-item]")] : [];
    before = { id: focused && focused.id, item: item && item.id, place: items.indexOf(item) };
  });
  // Where a part is replaced by nothing, nothing settles: the end of the request is told in any case.
  for (const name of ["htmx:afterSettle", "htmx:afterRequest"]) document.addEventListener(name, () => {
    if (!before || (document.activeElement && document.activeElement !== document.body)) return;
    const items = [...document.querySelectorAll("[data-item]")];
    const next = (before.id && document.getElementById(before.id)) || (before.item && document.getElementById(before.item))
      || items[Math.min(Math.max(before.place, 0), items.length - 1)] || document.getElementById("main");
    if (next) next.focus();
  });
  const tell = (xhr) => {
    const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
    const said = page.querySelector(".said") || page.querySelector("h1");
    const status = document.getElementById("status");
    if (status && said) { status.textContent = said.textContent; }
  };
})();
