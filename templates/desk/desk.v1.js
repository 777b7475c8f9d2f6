"use strict";
// Everything here only helps: without it the pages do the same, but for drafts in the browser.
(() => {
  const form = document.getElementById("review");
  const saved = document.querySelector("[data-saved]");
  const keyOf = (claim, user) => `claimdesk.draft:${user}:${claim}`;
  const on = document.querySelector(".scroll .c.on");
  if (on) { const box = on.closest(".scroll"); box.scrollTop = Math.max(0, on.offsetTop - box.offsetTop - box.clientHeight / 3); }
  if (!form) return;

  const key = keyOf(form.dataset.claim, form.dataset.user);
  const storage = (() => { try { localStorage.getItem(key); return localStorage; } catch { return null; } })();
  const rows = document.getElementById("sources");
  const fields = () => Array.from(new FormData(form)).filter(([name]) => !["csrf", "key", "base", "latest", "role"].includes(name));
  const snapshot = () => JSON.stringify(fields());
  const loaded = snapshot();
  let dirty = false;

  function renumber(row, n, number) {
    for (const field of row.querySelectorAll("[name]")) {
      if (field.name === "do") { field.value = `remove:${n}`; field.textContent = field.textContent.replace(/\d+/, number); }
      else field.name = field.name.replace(/\d+$/, n);
    }
    const legend = row.querySelector("legend");
    legend.textContent = legend.textContent.replace(/\d+/, number);
  }
  const nextNumber = () => 1 + Math.max(0, ...Array.from(rows.querySelectorAll('[name^="url"]'), field => Number(field.name.slice(3))));
  function addRow() {
    const all = rows.querySelectorAll("[data-source]");
    const row = all[all.length - 1].cloneNode(true);
    for (const field of row.querySelectorAll("input, select, textarea")) { field.value = field.dataset.today ?? ""; field.removeAttribute("aria-invalid"); }
    renumber(row, nextNumber(), all.length + 1);
    rows.append(row);
    return row;
  }
  function keep() {
    dirty = true;
    if (storage) try { storage.setItem(key, JSON.stringify({ at: Date.now(), fields: fields() })); } catch { /* full: the page still holds it */ }
  }
  function restore(list) {
    const wanted = new Set(list.map(([name]) => name).filter(name => /^url\d+$/.test(name)));
    while (rows.querySelectorAll("[data-source]").length < wanted.size) addRow();
    Array.from(rows.querySelectorAll("[data-source]")).forEach((row, n) => renumber(row, n + 1, n + 1));
    const numbers = new Map(Array.from(wanted, (name, n) => [name.slice(3), n + 1]));
    for (const [name, value] of list) {
      const [, stem, number] = name.match(/^(.*?)(\d*)$/);
      const target = form.elements[number ? `${stem}${numbers.get(number) ?? number}` : name];
      if (target) target.value = value;
    }
    keep();
  }

  document.getElementById("add-source").addEventListener("click", event => {
    event.preventDefault();
    addRow().querySelector("input").focus();
    keep();
  });
  rows.addEventListener("click", event => {
    const button = event.target.closest(".remove");
    if (!button || rows.querySelectorAll("[data-source]").length < 2) return;
    event.preventDefault();
    button.closest("[data-source]").remove();
    Array.from(rows.querySelectorAll("[data-source]")).forEach((row, n) => renumber(row, nextNumber(), n + 1));
    keep();
    document.getElementById("add-source").focus();
  });
  // The standards for what is being written come from the desk, a moment after the last change.
  const standards = document.getElementById("standards");
  let turn = 0, timer = 0;
  async function weigh() {
    const mine = ++turn;
    try {
      const answer = await fetch(standards.dataset.from, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      const text = answer.ok ? await answer.text() : "";
      if (text && mine === turn) standards.innerHTML = text;
    } catch { /* the desk is away: saving will say so */ }
  }
  if (standards) for (const kind of ["input", "change"]) form.addEventListener(kind, () => { clearTimeout(timer); timer = setTimeout(weigh, 500); });
  form.addEventListener("input", keep);
  form.addEventListener("submit", () => { dirty = false; });
  addEventListener("beforeunload", event => { if (dirty && !storage) event.preventDefault(); });

  if (saved && storage) storage.removeItem(key);
  const before = storage && !("again" in form.dataset) ? storage.getItem(key) : null;
  if (before) {
    const kept = JSON.parse(before);
    const bar = document.getElementById("local-draft");
    if (JSON.stringify(kept.fields) === loaded) storage.removeItem(key);
    else {
      bar.hidden = false;
      document.getElementById("restore").addEventListener("click", () => { restore(kept.fields); bar.hidden = true; form.querySelector("textarea").focus(); });
      document.getElementById("discard").addEventListener("click", () => { storage.removeItem(key); bar.hidden = true; form.querySelector("textarea").focus(); });
    }
  }
})();
