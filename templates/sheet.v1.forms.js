// The form of the claim in focus; it is built when the claim is first opened.
function ensureForm(claim) {
  if (claim.form) return;
  const form = $("#form-template").content.cloneNode(true).firstElementChild;
  claim.form = form;
  for (const input of $$("input[type=radio]", form)) input.name += "-" + claim.n;
  for (const field of $$("textarea[data-field]", form)) field.value = text((state.answers[claim.id] || {})[field.dataset.field]);
  for (const source of (state.answers[claim.id] || blank()).sources) addSourceRow(claim, source);
  showChoices(claim);
  fillFixes(claim);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => onInput(claim, event.target));
  form.addEventListener("click", (event) => onClick(claim, event.target));
  numberSources(claim);
  $(".details", claim.card).append(form);
  showAids(claim);
  showNeeds(claim);
}
function dropForm(claim) { if (claim.form) claim.form.remove(); claim.form = null; }

function showChoices(claim) {
  const a = state.answers[claim.id] || blank();
  for (const field of ["verdict", "not_checkable_reason"]) for (const input of $$(`[data-field=${field}] input`, claim.form)) input.checked = input.value === a[field];
  $("[data-field=not_checkable_reason]", claim.form).hidden = a.verdict !== "not_checkable";
}
function setVerdict(claim, verdict) {
  const a = answer(claim.id);
  a.verdict = verdict;
  if (verdict !== "not_checkable") a.not_checkable_reason = "";
  showChoices(claim);
  update(claim);
}
function onInput(claim, target) {
  const a = answer(claim.id);
  if (target.closest(".fix")) return onFixInput(claim, target);
  const group = target.closest("fieldset[data-field]");
  if (group && group.dataset.field === "verdict") return setVerdict(claim, target.value);
  if (group) a[group.dataset.field] = target.value;
  else if (target.dataset.field) a[target.dataset.field] = target.value;
  else if (target.dataset.source) {
    const row = target.closest(".source");
    const source = a.sources[$$(".source", claim.form).indexOf(row)];
    source[target.dataset.source] = target.value;
    if (target.dataset.source === "url" && !source.accessed_on && webAddress(target.value)) {
      source.accessed_on = today();
      $("[data-source=accessed_on]", row).value = source.accessed_on;
    }
    if (target.dataset.source === "url") copyKnown(source, row);
  }
  return update(claim);
}
function onClick(claim, target) {
  const button = target.closest("button");
  if (!button) return;
  if (button.closest(".fix")) { onFixClick(claim, button); return; }
  if ("add" in button.dataset) addSource(claim);
  if ("remove" in button.dataset) {
    const row = button.closest(".source");
    answer(claim.id).sources.splice($$(".source", claim.form).indexOf(row), 1);
    row.remove();
    numberSources(claim);
    $("[data-add]", claim.form).focus();
    update(claim);
  }
  if ("clear" in button.dataset && (!touched(state.answers[claim.id]) || confirm(t("ui.confirm_clear")))) {
    const { corrections } = answer(claim.id);
    state.answers[claim.id] = { ...blank(), corrections };
    dropForm(claim);
    ensureForm(claim);
    $("input", claim.form).focus();
    update(claim);
  }
  if ("next" in button.dataset) step(1);
  if ("show" in button.dataset) {
    showPane("article");
    const mark = marks.get(claim.n)[0];
    if (mark) { mark.scrollIntoView({ block: "center" }); mark.focus({ preventScroll: true }); }
  }
}
// A source that another claim has already brings along what does not depend on the claim.
const COPIED = ["title", "publisher", "published_on", "archive_url", "tier"];
const otherSources = (source) => Object.values(state.answers).flatMap((a) => a.sources).filter((s) => s !== source && s.url.trim());
function copyKnown(source, row) {
  const known = otherSources(source).find((s) => s.url.trim() === source.url.trim());
  if (!known) return;
  for (const name of COPIED) if (!source[name]) {
    source[name] = known[name];
    $(`[data-source=${name}]`, row).value = known[name];
  }
}
function offerKnown() {
  const titles = new Map(otherSources(null).map((s) => [s.url.trim(), s.title]));
  $("#known-urls").replaceChildren(...[...titles].map(([url, title]) => Object.assign(new Option(title, url), { label: title || url })));
}
function addSourceRow(claim, source) {
  const row = $("#source-template").content.cloneNode(true).firstElementChild;
  for (const field of $$("[data-source]", row)) {
    field.value = source[field.dataset.source];
    if (field.type === "date") field.max = lastDay();
  }
  $("[data-sources]", claim.form).append(row);
  return row;
}
function addSource(claim) {
  const source = pick({}, SOURCE_FIELDS);
  answer(claim.id).sources.push(source);
  const row = addSourceRow(claim, source);
  offerKnown();
  numberSources(claim);
  $("[data-source=url]", row).focus();
  update(claim);
}
function numberSources(claim) {
  $$(".source", claim.form).forEach((row, index) => {
    $("[data-legend]", row).textContent = t("form.source_n", { n: index + 1 });
    $("[data-remove]", row).textContent = t("form.remove_source", { n: index + 1 });
  });
}
function showNeeds(claim) {
  const found = needs(state.answers[claim.id], claim);
  const line = $("[data-needs]", claim.form);
  const words = [...new Set(found.map(([key, n]) => t(key, { n })))];
  const message = words.length ? t("ui.still_needed") + " " + words.join(t("ui.comma")) + "." : touched(state.answers[claim.id]) ? t("ui.complete") : "";
  if (line.textContent !== message) line.textContent = message;
  line.classList.toggle("ok", words.length === 0);
  // A field is marked once something wrong stands in it, not while it is still empty.
  const bad = new Set(found.filter((need) => need.length > 1).map(([, n, field]) => n + field));
  $$(".source", claim.form).forEach((row, index) => {
    for (const field of $$("[data-source]", row)) field.setAttribute("aria-invalid", String(field.value !== "" && bad.has(index + 1 + field.dataset.source)));
  });
}
function update(claim) {
  answer(claim.id).saved_at = now();
  showState(claim);
  for (const mark of marks.get(claim.n)) for (const n of mark.dataset.c.split(" ")) if (Number(n) !== claim.n) showState(claims[n - 1]);
  showProgress();
  changed();
  showKept();
}
