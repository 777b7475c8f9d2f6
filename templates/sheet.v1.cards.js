// Words in the reader's language, the list of claims, and the marks in the article.
let language = document.documentElement.lang;
const claims = sheet.claims.map((claim, index) => ({ ...claim, n: index + 1, card: $("#c-" + (index + 1)), form: null }));
const marks = new Map(claims.map((claim) => [claim.n, []]));
for (const mark of $$(".c")) for (const n of mark.dataset.c.split(" ")) marks.get(Number(n)).push(mark);
let current = null;
let order = "text";
let filter = "all";

function t(key, parts = {}) {
  const word = sheet.words[language][key] || key.split(".").pop().replaceAll("_", " ");
  return word.replace(/\{(\w+)\}/g, (whole, name) => (name in parts ? parts[name] : whole));
}
function translate(root) {
  for (const node of $$("[data-t]", root)) node.textContent = t(node.dataset.t, node.dataset);
  for (const node of $$("[data-t-label]", root)) node.setAttribute("aria-label", t(node.dataset.tLabel, node.dataset));
  for (const node of $$("[data-t-placeholder]", root)) node.placeholder = t(node.dataset.tPlaceholder);
}
function setLanguage(code) {
  language = code;
  document.documentElement.lang = code;
  document.documentElement.dir = sheet.directions[code];
  for (const button of $$("[data-language]")) button.setAttribute("aria-pressed", String(button.dataset.language === code));
  translate(document);
  for (const template of $$("template")) translate(template.content);
  for (const claim of claims) { if (claim.form) { numberSources(claim); showAids(claim); } showState(claim); }
  showProgress();
  showKept();
  if (restored) noticeRestored();
}
function remember(change) { if (store) write(SETTINGS, { ...(read(SETTINGS) || {}), ...change }); }

let keptWord = "";
function showKept(word) {
  if (word) keptWord = word;
  else if (unsaved) keptWord = keeping ? "ui.draft_kept" : "ui.draft_blocked";
  else if (!keeping) keptWord = "ui.draft_blocked";
  const line = $("#kept");
  line.textContent = keptWord ? t(keptWord) : "";
  line.classList.toggle("bad", keptWord === "ui.draft_blocked");
}
function notice(key, parts, action) {
  const box = $("#notice");
  box.replaceChildren(t(key, parts));
  if (action) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = t(action.key);
    button.addEventListener("click", action.run);
    box.append(button);
  }
  box.hidden = false;
}
function noticeRestored() {
  const when = new Intl.DateTimeFormat(language + "-u-nu-latn", { dateStyle: "medium", timeStyle: "short" }).format(new Date(restored));
  notice("ui.restored", { when }, { key: "ui.discard_draft", run: discardDraft });
}
function discardDraft() {
  if (store) store.removeItem(DRAFT);
  for (const claim of claims) if (claim.added) { claim.gone = true; claim.card.remove(); }
  state = normalise(filed);
  for (const added of state.added) showAdded(added);
  restored = "";
  unsaved = false;
  keptWord = "";
  $("#notice").hidden = true;
  $("#reviewer").value = state.reviewer;
  for (const claim of claims) dropForm(claim);
  if (current) focusClaim(current, "card");
  showAll();
}

function showState(claim) {
  const a = state.answers[claim.id];
  const now = stateOf(claim);
  claim.card.dataset.state = now;
  const badge = $("[data-badge]", claim.card);
  const verdict = a && a.verdict;
  badge.textContent = setAside(claim) ? t(fixOf(claim, "not_a_claim") ? "fix.not_a_claim" : "fix.badge_split") : verdict ? t("verdict." + verdict) + (now === "incomplete" ? " · " + t("ui.state_incomplete") : "") : now === "open" ? "" : t("ui.state_incomplete");
  if (verdict) badge.dataset.verdict = verdict; else delete badge.dataset.verdict;
  for (const mark of marks.get(claim.n)) mark.classList.toggle("done", mark.dataset.c.split(" ").every((n) => claims[n - 1].card.dataset.state === "done"));
  if (claim.form) { showNeeds(claim); showStandards(claim); }
}
function showProgress() {
  const there = claims.filter((claim) => !claim.gone);
  const done = there.filter((claim) => claim.card.dataset.state === "done").length;
  $("#progress").max = there.length || 1;
  $("#progress").value = done;
  $("#progress-text").textContent = t("ui.progress", { done, total: there.length });
}
function applyFilter() {
  let shown = 0;
  for (const claim of claims) {
    const done = claim.card.dataset.state === "done";
    // The claim in hand stays in sight, also when its last field has just completed it.
    claim.card.hidden = claim !== current && ((filter === "open" && done) || (filter === "done" && !done));
    shown += claim.card.hidden ? 0 : 1;
  }
  $("#empty").hidden = shown > 0 || claims.length === 0;
}
function applyOrder() {
  const there = claims.filter((claim) => !claim.gone);
  const sorted = order === "score" ? there.sort((a, b) => b.score - a.score || a.n - b.n) : there.sort((a, b) => a.start - b.start || a.n - b.n);
  $("#cards").append(...sorted.map((claim) => claim.card));
}
function press(name, value) {
  for (const button of $$(`[data-${name}]`)) if (button.tagName === "BUTTON" && button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", String(button.dataset[name] === value));
}
function setOrder(value) {
  const held = document.activeElement;
  order = value;
  press("order", value);
  applyOrder();
  // Moving a card takes the focus from it.
  held.focus({ preventScroll: true });
  if (current) current.card.scrollIntoView({ block: "nearest" });
}
function setFilter(value) { filter = value; press("filter", value); applyFilter(); }
function showPane(value) { $("main").dataset.pane = value; press("pane", value); }
function showAll() {
  for (const claim of claims) showState(claim);
  // Twice, since a mark is done only when all of its claims are.
  for (const claim of claims) showState(claim);
  showProgress();
  applyFilter();
  showKept();
}

function listed() { return $$("#cards > .card:not([hidden])").map((card) => claims[Number(card.dataset.n) - 1]); }
function leave() {
  if (!current) return;
  current.card.classList.remove("current");
  $(".n", current.card).setAttribute("aria-expanded", "false");
  for (const node of $$(".on, .s-on")) node.classList.remove("on", "s-on");
  current = null;
}
// from: "card" (the reader is in the list), "mark" (in the article), "" (neither: keys)
function focusClaim(claim, from = "") {
  if (current !== claim) leave();
  current = claim;
  ensureForm(claim);
  claim.card.classList.add("current");
  const handle = $(".n", claim.card);
  handle.setAttribute("aria-expanded", "true");
  const own = marks.get(claim.n);
  for (const mark of own) mark.classList.add("on");
  const sentence = own.length ? own[0].dataset.s : "0";
  if (sentence !== "0") for (const node of $$(`[data-s="${sentence}"]`)) node.classList.add("s-on");
  showFixes(claim);
  applyFilter();
  if (from !== "mark" && own.length) own[0].scrollIntoView({ block: "nearest" });
  if (from === "mark") showPane("claims");
  if (from !== "card") { claim.card.scrollIntoView({ block: from === "mark" ? "start" : "nearest" }); handle.focus({ preventScroll: true }); }
}
function step(by) {
  const list = listed();
  if (!list.length) return;
  const at = list.indexOf(current);
  focusClaim(list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.max(0, Math.min(list.length - 1, at + by))]);
}
function nextOpen() {
  const list = listed();
  const at = list.indexOf(current);
  const claim = [...list.slice(at + 1), ...list.slice(0, at + 1)].find((one) => one.card.dataset.state !== "done");
  if (claim) focusClaim(claim);
}
