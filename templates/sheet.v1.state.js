// What the reader answered: kept in memory, as a draft in this browser, and in the saved file.
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
// A page that the browser's own "save page" wrote has our forms in it already: back to as it was rendered.
for (const form of $$(".card.added, .details > .form, .answer > *, #notice > *, #known-urls > *")) form.remove();
for (const card of $$(".card.current")) card.classList.remove("current");
for (const mark of $$(".on, .s-on, .done")) mark.classList.remove("on", "s-on", "done");
for (const card of $$(".card[hidden]")) card.hidden = false;
document.documentElement.classList.remove("js");
// The page as it was delivered: what a saved file is made of.
const pristine = document.documentElement.cloneNode(true);
const sheet = JSON.parse($("#claimdesk-sheet").textContent);
const filed = JSON.parse($("#claimdesk-answers").textContent);
const ANSWER_FIELDS = ["verdict", "not_checkable_reason", "rationale", "missing_context"];
const SOURCE_FIELDS = ["url", "title", "publisher", "published_on", "accessed_on", "archive_url", "quote", "stance", "tier"];
const FIXES = ["span", "speaker", "date", "not_a_claim", "add"];
const DRAFT = "claimdesk:sheet:" + sheet.sheet_id;
const SETTINGS = "claimdesk:settings";

const store = (() => {
  try {
    const probe = "claimdesk:probe";
    localStorage.setItem(probe, "1");
    localStorage.removeItem(probe);
    return localStorage;
  } catch { return null; }
})();
// What was typed into an older rendering of this article and never saved comes along: claim ids are stable.
function unsavedDrafts() {
  return Object.keys(store || {}).filter((key) => key.startsWith("claimdesk:sheet:")).map((key) => [key, read(key)])
    .filter(([, draft]) => draft && draft.article_id === sheet.article_id && text(draft.edited_at) > text(draft.saved_at))
    .sort(([, a], [, b]) => (a.edited_at < b.edited_at ? 1 : -1));
}
const latestDraft = () => read(DRAFT) || (unsavedDrafts()[0] || [])[1];
const read = (key) => { try { return JSON.parse(store.getItem(key)); } catch { return null; } };
const write = (key, value) => { try { store.setItem(key, JSON.stringify(value)); return true; } catch { return false; } };

const text = (value) => (typeof value === "string" ? value : "");
const pick = (from, fields) => Object.fromEntries(fields.map((name) => [name, text(from && from[name])]));
function normalise(kept) {
  const answers = {};
  const added = (kept && Array.isArray(kept.added) ? kept.added : []).map((one) => ({ ...pick(one, ["id", "of", "text", "kind", "saved_at"]), start: whole(one.start) || 0, end: whole(one.end) || 0 }));
  for (const { id } of [...sheet.claims, ...added]) {
    const one = kept && kept.answers && kept.answers[id];
    if (!one) continue;
    answers[id] = { ...pick(one, ANSWER_FIELDS), saved_at: text(one.saved_at), corrections: pickFixes(one.corrections), sources: (Array.isArray(one.sources) ? one.sources : []).map((s) => pick(s, SOURCE_FIELDS)) };
  }
  return { reviewer: text(kept && kept.reviewer), saved_at: text(kept && kept.saved_at), answers, added };
}
const whole = (value) => (Number.isInteger(value) ? value : null);
const fixRow = (row) => ({ ...pick(row, ["text", "value", "from", "to"]), start: whole(row && row.start), end: whole(row && row.end) });
function pickFixes(kept) {
  const found = {};
  for (const kind of FIXES) {
    const fix = kept && kept[kind];
    if (!fix) continue;
    found[kind] = fix.taken_back ? { saved_at: text(fix.saved_at), taken_back: true } : { saved_at: text(fix.saved_at), rows: (Array.isArray(fix.rows) ? fix.rows : [{}]).map(fixRow) };
  }
  return found;
}

let state = normalise(filed);
let restored = "";
let unsaved = false;
let keeping = store !== null;
{
  const draft = latestDraft();
  const open = draft && text(draft.edited_at) > text(draft.saved_at);
  // A draft that went into a file is over; it only helps out where the page itself holds nothing.
  if (draft && (open || !Object.keys(state.answers).length) && text(draft.edited_at) > state.saved_at) {
    state = { ...normalise(draft), saved_at: state.saved_at };
    restored = draft.edited_at;
    unsaved = open;
  }
}

const blank = () => ({ ...pick({}, ANSWER_FIELDS), saved_at: "", corrections: {}, sources: [] });
const answer = (id) => state.answers[id] || (state.answers[id] = blank());
const writtenSources = (a) => a.sources.filter((s) => SOURCE_FIELDS.some((f) => f !== "accessed_on" && s[f].trim()));
const touched = (a) => Boolean(a) && (ANSWER_FIELDS.some((f) => a[f].trim()) || writtenSources(a).length > 0);

// One day ahead, since it is already tomorrow somewhere.
const lastDay = () => new Date(Date.now() + 14 * 3600e3).toISOString().slice(0, 10);
const today = () => { const d = new Date(); return new Date(d - d.getTimezoneOffset() * 6e4).toISOString().slice(0, 10); };
function webAddress(value) {
  const plain = value.trim();
  if (!/^https?:\/\/[^\s/?#<>"\\@]/i.test(plain) || /[\s<>"\\]/.test(plain)) return false;
  try {
    const url = new URL(plain);
    return url.hostname !== "" && !url.hostname.includes("..") && !url.username && !url.password;
  } catch { return false; }
}

// What import would refuse: [[word key, source number, field], ...]
function needs(a, claim) {
  if (claim && setAside(claim)) return [...(state.reviewer.trim() ? [] : [["need.reviewer"]]), ...(piecesOf(claim).length === 1 ? [["need.pieces"]] : [])];
  const mended = Boolean(a) && (Object.keys(a.corrections).length > 0 || Boolean(claim && claim.added));
  if (!touched(a)) return mended && !state.reviewer.trim() ? [["need.reviewer"]] : [];
  const found = [];
  if (!a.verdict) found.push(["need.verdict"]);
  if ((a.verdict || mended) && !state.reviewer.trim()) found.push(["need.reviewer"]);
  if (a.verdict === "not_checkable" && !a.not_checkable_reason) found.push(["need.not_checkable_reason"]);
  if (a.verdict && a.verdict !== "not_checkable" && !writtenSources(a).length) found.push(["need.source"]);
  writtenSources(a).forEach((s) => {
    const n = a.sources.indexOf(s) + 1;
    if (!webAddress(s.url)) found.push(["need.url", n, "url"]);
    if (s.archive_url.trim() && !webAddress(s.archive_url)) found.push(["need.archive_url", n, "archive_url"]);
    if (!s.stance) found.push(["need.stance", n, "stance"]);
    if (!s.tier) found.push(["need.tier", n, "tier"]);
    for (const f of ["published_on", "accessed_on"]) if (s[f] > lastDay()) found.push(["need.date", n, f]);
  });
  return found;
}
const stateOf = (claim) => { const a = state.answers[claim.id]; return setAside(claim) ? (needs(a, claim).length ? "incomplete" : "done") : !touched(a) ? "open" : needs(a, claim).length ? "incomplete" : "done"; };

let timer = 0;
function keepDraft() {
  clearTimeout(timer);
  timer = 0;
  const now = new Date().toISOString();
  keeping = store !== null && write(DRAFT, { ...state, article_id: sheet.article_id, edited_at: now });
  // So that the browser's own "save page" keeps the answers too.
  $("#claimdesk-answers").textContent = scriptJson(filledDocument(now));
  showKept();
}
function changed() {
  unsaved = true;
  clearTimeout(timer);
  timer = setTimeout(keepDraft, 200);
}
const flush = () => { if (timer) keepDraft(); };
addEventListener("pagehide", flush);
document.addEventListener("visibilitychange", flush);
addEventListener("beforeunload", (event) => { flush(); if (unsaved) { event.preventDefault(); event.returnValue = true; } });
addEventListener("storage", (event) => { if (event.key === DRAFT && event.newValue) notice("ui.other_window"); });

function filledDocument(savedAt) {
  const answers = {};
  for (const { id } of [...sheet.claims, ...state.added]) {
    const a = state.answers[id];
    if (touched(a) || (a && Object.keys(a.corrections).length)) answers[id] = { ...pick(a, ANSWER_FIELDS), saved_at: a.saved_at, sources: writtenSources(a), corrections: a.corrections };
  }
  return { format: sheet.answers_format, added: state.added, sheet_id: sheet.sheet_id, article_id: sheet.article_id, reviewer: state.reviewer.trim(), saved_at: savedAt, answers };
}
const scriptJson = (value) => JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
function saveFile() {
  flush();
  state.saved_at = new Date().toISOString();
  $("#claimdesk-answers", pristine).textContent = scriptJson(filledDocument(state.saved_at));
  const page = "<!doctype html>\n" + pristine.outerHTML + "\n";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([page], { type: "text/html;charset=utf-8" }));
  link.download = sheet.stem + ".filled.html";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  unsaved = false;
  for (const [key, draft] of unsavedDrafts()) write(key, { ...draft, saved_at: draft.edited_at });
  if (store) write(DRAFT, { ...state, article_id: sheet.article_id, edited_at: state.saved_at });
  showKept("ui.saved");
}
