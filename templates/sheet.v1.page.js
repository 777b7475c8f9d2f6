// Keys, clicks, printing, and the start.
// The letter or digit that a key gives; under a layout of another script, the one that is printed beside it.
function latin(event) {
  if (/^[ -~]$/.test(event.key)) return event.key.toLowerCase();
  const place = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(event.code);
  return place ? place[1].toLowerCase() : "";
}
const typing = (node) => node instanceof Element && node.matches("input:not([type=radio], [type=checkbox]), textarea, select");
let singleKeys = true;

function onSingleKey(event) {
  const input = current && $$("[data-field=verdict] input", current.form)["1234567".indexOf(latin(event) || "-")];
  if (input) {
    // The same key again takes the verdict back.
    setVerdict(current, input.checked ? "" : input.value);
    return true;
  }
  if (event.key === "?" || event.key === "؟") { $("#help").showModal(); return true; }
  const run = {
    j: () => step(1), k: () => step(-1), n: nextOpen, o: () => setOrder(order === "text" ? "score" : "text"),
    c: openFixes, a: addFromArticle,
    r: () => current && $("[data-field=rationale]", current.form).focus(), s: () => current && addSource(current),
  }[latin(event)];
  if (run) run();
  return Boolean(run);
}
document.addEventListener("keydown", (event) => {
  if ($("dialog[open]")) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && latin(event) === "s") { event.preventDefault(); saveFile(); return; }
  if (event.ctrlKey || event.metaKey) return;
  if (event.altKey && (event.code === "ArrowDown" || event.code === "ArrowUp")) { event.preventDefault(); step(event.code === "ArrowDown" ? 1 : -1); return; }
  if (event.altKey) return;
  const inField = typing(event.target);
  if (event.key === "Escape" && inField) { if (current) $(".n", current.card).focus(); else event.target.blur(); return; }
  if (inField) return;
  if (event.target.matches(".n") && (event.code === "ArrowDown" || event.code === "ArrowUp")) { event.preventDefault(); step(event.code === "ArrowDown" ? 1 : -1); return; }
  if (singleKeys && onSingleKey(event)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const mark = event.target.closest(".c");
  if (mark) {
    event.preventDefault();
    // Who selects words in the article wants the words.
    if (!getSelection().isCollapsed) return;
    const numbers = mark.dataset.c.split(" ").map(Number);
    // Another click on the same place goes on to the claim around it.
    const at = current ? numbers.indexOf(current.n) : -1;
    focusClaim(claims[numbers[(at + 1) % numbers.length] - 1], "mark");
    return;
  }
  const button = event.target.closest("button");
  if (button && button.dataset.language) { setLanguage(button.dataset.language); remember({ language }); }
  else if (button && button.dataset.order) setOrder(button.dataset.order);
  else if (button && button.dataset.filter) setFilter(button.dataset.filter);
  else if (button && button.dataset.pane) showPane(button.dataset.pane);
  else if (event.target.closest(".head")) {
    const claim = claims[Number(event.target.closest(".card").dataset.n) - 1];
    if (current === claim && button) leave();
    else if (!String(getSelection())) focusClaim(claim, "card");
  }
});
$("#add-claim").addEventListener("click", addFromArticle);
$("#save").addEventListener("click", saveFile);
$("#help-open").addEventListener("click", () => $("#help").showModal());
$("#reviewer").addEventListener("input", (event) => {
  state.reviewer = event.target.value;
  remember({ reviewer: state.reviewer });
  for (const claim of claims) showState(claim);
  showProgress();
  changed();
  showKept();
});
$("#single-keys").addEventListener("change", (event) => { singleKeys = event.target.checked; remember({ singleKeys }); });

addEventListener("beforeprint", () => {
  for (const claim of claims) {
    const a = state.answers[claim.id];
    const lines = touched(a) ? [
      [t("form.verdict"), a.verdict && t("verdict." + a.verdict) + (a.not_checkable_reason ? " (" + t("not_checkable_reason." + a.not_checkable_reason) + ")" : "")],
      [t("form.rationale"), a.rationale], [t("form.missing_context"), a.missing_context],
      ...writtenSources(a).map((s, i) => [t("form.source_n", { n: i + 1 }), [s.title, s.publisher, s.published_on, s.url, s.stance && t("stance." + s.stance), s.tier && t("tier." + s.tier), s.quote && "“" + s.quote + "”"].filter(Boolean).join(" · ")]),
    ].filter(([, value]) => value) : [];
    $("[data-answer]", claim.card).replaceChildren(...lines.map(([label, value]) => {
      const line = document.createElement("p");
      line.dir = "auto";
      const strong = document.createElement("strong");
      strong.textContent = label + ": ";
      line.append(strong, value);
      return line;
    }));
  }
});

document.documentElement.classList.add("js");
{
  const settings = (store && read(SETTINGS)) || {};
  singleKeys = settings.singleKeys !== false;
  $("#single-keys").checked = singleKeys;
  if (!state.reviewer && !restored) state.reviewer = text(settings.reviewer);
  $("#reviewer").value = state.reviewer;
  for (const added of state.added) showAdded(added);
  if (settings.language in sheet.directions && settings.language !== language) setLanguage(settings.language);
  else for (const template of $$("template")) translate(template.content);
  showAll();
  if (restored) noticeRestored();
}
