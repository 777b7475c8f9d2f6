// Corrections of the machine: the claim's words, speaker and dates, pieces, missed claims, and what is no claim.
const lines = $$("#article [data-at]").map((node) => ({ node, at: Number(node.dataset.at), chars: [...node.textContent] }));
const lineOf = (start) => lines.find((line) => start >= line.at && start < line.at + line.chars.length);
const wordsOf = (start, end) => { const line = lineOf(start); return line ? line.chars.slice(start - line.at, end - line.at).join("") : ""; };
const now = () => new Date().toISOString();
let lastSelected = null;

// The words that are selected in the article, in code points of its text and without blanks around them.
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
  let start = [...before.toString()].length;
  let end = start + [...inside.toString()].length;
  while (start < end && /\s/.test(line.chars[start])) start += 1;
  while (end > start && /\s/.test(line.chars[end - 1])) end -= 1;
  return end > start ? { start: line.at + start, end: line.at + end } : null;
}
document.addEventListener("selectionchange", () => { lastSelected = selected() || lastSelected; });
for (const mark of $$(".c")) mark.draggable = false;

const fixOf = (claim, kind) => { const a = state.answers[claim.id]; const fix = a && a.corrections[kind]; return fix && !fix.taken_back ? fix : null; };
const piecesOf = (claim) => state.added.filter((one) => one.of === claim.id);
const setAside = (claim) => Boolean(fixOf(claim, "not_a_claim")) || piecesOf(claim).length > 0;
const filedFix = (id, kind) => { const a = filed.answers[id]; return a && a.corrections && a.corrections[kind] && !a.corrections[kind].taken_back; };
function setFix(claim, kind, rows) {
  const corrections = answer(claim.id).corrections;
  if (rows) corrections[kind] = { saved_at: now(), rows };
  else if (filedFix(claim.id, kind)) corrections[kind] = { saved_at: now(), taken_back: true };
  else delete corrections[kind];
  showFixes(claim);
  update(claim);
}
const spanOf = (claim) => {
  if (claim.added) return claim.added;
  const fix = fixOf(claim, "span");
  return fix ? fix.rows[0] : { start: claim.start, end: claim.end, text: claim.text };
};
function setSpan(claim, start, end) {
  const span = { start, end, text: wordsOf(start, end) };
  if (!span.text.trim()) return;
  if (claim.added) {
    Object.assign(claim.added, span, { saved_at: now() });
    $(".claim", claim.card).textContent = span.text;
    showFixes(claim);
    update(claim);
  } else setFix(claim, "span", start === claim.start && end === claim.end ? null : [span]);
}
// One word more or less at either end of the claim.
function moveSpan(claim, edge, by) {
  const { start, end } = spanOf(claim);
  const line = lineOf(start);
  if (!line) return;
  const words = [...line.chars.join("").matchAll(/\S+/g)].map((found) => { const first = [...line.chars.join("").slice(0, found.index)].length; return [first, first + [...found[0]].length]; });
  let next;
  if (edge === "start") next = by < 0 ? words.filter(([first]) => first < start - line.at).pop() : words.find(([first]) => first > start - line.at);
  else next = by < 0 ? words.filter(([, past]) => past < end - line.at).pop() : words.find(([, past]) => past > end - line.at);
  if (!next) return;
  const moved = edge === "start" ? [line.at + next[0], end] : [start, line.at + next[1]];
  if (moved[0] < moved[1]) setSpan(claim, ...moved);
}

function addClaim(span, of = "") {
  const number = 1 + Math.max(0, ...state.added.map((one) => Number(one.id.split(":")[1])));
  const added = { id: "new:" + number, of, start: span.start, end: span.end, text: wordsOf(span.start, span.end), kind: "event", saved_at: now() };
  state.added.push(added);
  changed();
  return showAdded(added);
}
function showAdded(added) {
  const card = $("#card-template").content.cloneNode(true).firstElementChild;
  const claim = { id: added.id, text: added.text, score: 1, start: added.start, end: added.end, speaker: "", dates: [], added, n: claims.length + 1, card, form: null };
  card.id = "c-" + claim.n;
  card.dataset.n = claim.n;
  const handle = $(".n", card);
  handle.textContent = claim.n;
  handle.dataset.n = claim.n;
  handle.setAttribute("aria-controls", "d-" + claim.n);
  handle.setAttribute("aria-label", t("ui.claim_n", { n: claim.n }));
  $(".details", card).id = "d-" + claim.n;
  $(".claim", card).textContent = added.text;
  claims.push(claim);
  marks.set(claim.n, []);
  const after = claims.find((one) => one.id === added.of);
  if (after) after.card.after(card); else $("#cards").append(card);
  return claim;
}
function addFromArticle() {
  const base = lastSelected || (current && spanOf(current));
  if (base) focusClaim(addClaim(base));
  lastSelected = null;
}
function dropAdded(claim) {
  if (current === claim) leave();
  state.added = state.added.filter((one) => one !== claim.added);
  delete state.answers[claim.id];
  claim.gone = true;
  claim.card.remove();
  const whole = claims.find((one) => one.id === claim.added.of);
  if (whole) { if (whole.form) showFixes(whole); focusClaim(whole); update(whole); }
  showProgress();
  changed();
}
// Two pieces to begin with, cut at the blank nearest to the middle; each can then be trimmed or widened.
function split(claim) {
  const { start, end } = spanOf(claim);
  const chars = [...wordsOf(start, end)];
  const blanks = chars.map((char, place) => (/\s/.test(char) ? place : -1)).filter((place) => place > 0);
  if (!blanks.length) return;
  const cut = blanks.reduce((best, place) => (Math.abs(place - chars.length / 2) < Math.abs(best - chars.length / 2) ? place : best));
  if (piecesOf(claim).length) addClaim({ start: start + cut + 1, end }, claim.id);
  else { addClaim({ start: start + cut + 1, end }, claim.id); addClaim({ start, end: start + cut }, claim.id); }
  answer(claim.id).verdict = "";
  showChoices(claim);
  showFixes(claim);
  update(claim);
}

function addDateRow(claim, row) {
  const item = $("#date-template").content.cloneNode(true).firstElementChild;
  for (const field of $$("[data-date]", item)) field.value = row[field.dataset.date] || "";
  $("[data-dates]", claim.form).append(item);
}
// A value for the days: a day, a month, a year, or the two days.
function dayValue(from, to) {
  if (!from || !to) return from || to ? `${from || ".."}/${to || ".."}` : "";
  if (from === to) return from;
  const [year, month] = from.split("-");
  if (from === `${year}-01-01` && to === `${year}-12-31`) return year;
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).toISOString().slice(0, 10);
  return from === `${year}-${month}-01` && to === last ? `${year}-${month}` : `${from}/${to}`;
}
function readDates(claim) {
  const rows = $$("[data-dates] > *", claim.form).map((item) => Object.fromEntries($$("[data-date]", item).map((field) => [field.dataset.date, field.value.trim()])));
  const machine = new Map(claim.dates.map((date) => [date.text, date]));
  const changedRows = rows.filter((row) => {
    const own = machine.get(row.text);
    return (row.from || row.to) && !(own && own.from === row.from && own.to === row.to);
  });
  setFix(claim, "date", changedRows.length ? changedRows.map((row) => ({ ...row, value: dayValue(row.from, row.to) })) : null);
}
function fillFixes(claim) {
  const speaker = $("[data-fix=speaker]", claim.form);
  const said = fixOf(claim, "speaker");
  speaker.value = said ? said.rows[0].value : claim.speaker;
  const dates = fixOf(claim, "date");
  const given = new Map((dates ? dates.rows : []).map((row) => [row.text, row]));
  for (const date of claim.dates) { addDateRow(claim, given.get(date.text) || date); given.delete(date.text); }
  for (const row of given.values()) addDateRow(claim, row);
  $("[data-not-claim]", claim.form).hidden = Boolean(claim.added);
  $("[data-split]", claim.form).hidden = Boolean(claim.added);
  $("[data-drop]", claim.form).hidden = !claim.added;
  showFixes(claim);
}
function showFixes(claim) {
  if (claim.form) {
    $("[data-words]", claim.form).textContent = spanOf(claim).text;
    $("[data-words-back]", claim.form).hidden = !fixOf(claim, "span");
    $("[data-not-claim]", claim.form).setAttribute("aria-pressed", String(Boolean(fixOf(claim, "not_a_claim"))));
    claim.form.classList.toggle("aside", setAside(claim));
    $("[data-aside]", claim.form).textContent = fixOf(claim, "not_a_claim") ? t("fix.is_no_claim") : piecesOf(claim).length ? t("fix.is_split", { n: piecesOf(claim).length }) : "";
  }
  showSpan(claim);
}
// The words that stand now, shown in the article where the browser can.
function showSpan(claim) {
  if (!self.CSS || !CSS.highlights) return;
  CSS.highlights.delete("fixed");
  if (!claim || (!claim.added && !fixOf(claim, "span"))) return;
  const { start, end } = spanOf(claim);
  const line = lineOf(start);
  if (!line) return;
  const range = document.createRange();
  const place = (offset) => {
    const walker = document.createTreeWalker(line.node, NodeFilter.SHOW_TEXT);
    let left = offset;
    while (walker.nextNode()) {
      const chars = [...walker.currentNode.data];
      if (left <= chars.length) return [walker.currentNode, chars.slice(0, left).join("").length];
      left -= chars.length;
    }
    return [line.node, 0];
  };
  range.setStart(...place(start - line.at));
  range.setEnd(...place(end - line.at));
  CSS.highlights.set("fixed", new Highlight(range));
}
function onFixClick(claim, button) {
  const data = button.dataset;
  if (data.move) moveSpan(claim, data.move, Number(data.by));
  if ("useSelection" in data && lastSelected) setSpan(claim, lastSelected.start, lastSelected.end);
  if ("wordsBack" in data) setFix(claim, "span", null);
  if ("addDate" in data) { addDateRow(claim, {}); $("[data-dates] > :last-child [data-date]", claim.form).focus(); }
  if ("split" in data) split(claim);
  if ("drop" in data) dropAdded(claim);
  if ("notClaim" in data) {
    if (!fixOf(claim, "not_a_claim")) { answer(claim.id).verdict = ""; answer(claim.id).not_checkable_reason = ""; showChoices(claim); }
    setFix(claim, "not_a_claim", fixOf(claim, "not_a_claim") ? null : [{}]);
  }
}
function onFixInput(claim, target) {
  if (target.dataset.fix === "speaker") {
    const name = target.value.trim();
    setFix(claim, "speaker", name === claim.speaker ? null : [{ value: name }]);
  } else readDates(claim);
}
function openFixes() {
  if (!current) return;
  const box = $(".fix", current.form);
  box.open = true;
  $("summary", box).focus();
}
