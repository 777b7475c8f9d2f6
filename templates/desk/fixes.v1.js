"use strict";
// Helps with corrections: words selected in the article go into the form, with their place. Without it one types them.
(() => {
  const lines = Array.from(document.querySelectorAll(".text [data-at]"), node => ({ node, at: Number(node.dataset.at) }));
  const forms = document.querySelectorAll(".fix-form");
  if (!lines.length || !forms.length) return;
  for (const mark of document.querySelectorAll(".text .c")) mark.draggable = false;
  let last = null;

  // The selected words and their place in code points of the article's text, without blanks around them.
  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const line = lines.find(({ node }) => node.contains(range.startContainer));
    if (!line) return null;
    const before = document.createRange();
    before.selectNodeContents(line.node);
    before.setEnd(range.startContainer, range.startOffset);
    const inside = document.createRange();
    inside.selectNodeContents(line.node);
    inside.setStart(range.startContainer, range.startOffset);
    if (line.node.contains(range.endContainer)) inside.setEnd(range.endContainer, range.endOffset);
    const words = inside.toString();
    const at = line.at + [...before.toString()].length + [...words.slice(0, words.length - words.trimStart().length)].length;
    return words.trim() ? { words: words.trim(), at } : null;
  }
  document.addEventListener("selectionchange", () => { last = selected() || last; });

  for (const form of forms) {
    const button = form.querySelector("[data-select]");
    if (!button) continue;
    const field = form.elements[button.dataset.select], place = form.querySelector("[name=at][type=hidden]");
    button.closest(".helped").hidden = false;
    button.addEventListener("click", () => {
      if (!last) return;
      if (button.dataset.select === "pieces") field.value = `${field.value.trim()}\n${last.words}`.trim();
      else {
        field.value = last.words;
        place.disabled = false;
        place.value = last.at;
        form.querySelector(".places")?.remove();
      }
      field.focus();
    });
    // Words that were typed over have no known place any more.
    if (place) field.addEventListener("input", () => { place.value = ""; place.disabled = true; });
  }
})();
