// Beside a claim: questions, places to search, and the standards that its verdict has to meet.
const LONGEST_QUERY = 160;
const inLanguage = (words) => words[language] || words.en || Object.values(words)[0];
// The words without marks that a search would take for its own, cut at a word.
function query(words) {
  const plain = words.replace(/["«»“”()[\]{}*|]/g, " ").replace(/\s+/g, " ").trim();
  return plain.length <= LONGEST_QUERY ? plain : plain.slice(0, plain.lastIndexOf(" ", LONGEST_QUERY));
}
function dayBeside(day, by) {
  const moment = new Date(day + "T00:00:00Z");
  moment.setUTCDate(moment.getUTCDate() + by);
  return Number.isNaN(moment.getTime()) ? "" : moment.toISOString().slice(0, 10);
}
function searches(claim) {
  const dated = claim.dates.find((date) => date.from && date.to);
  const known = {
    claim: query(claim.text), speaker: query(claim.speaker || ""), address: sheet.address, language,
    after: dated ? dayBeside(dated.from, -7) : "", before: dated ? dayBeside(dated.to, 30) : "",
  };
  const has = { date: Boolean(known.after && known.before), speaker: Boolean(known.speaker), address: Boolean(known.address) };
  return sheet.places.filter((place) => place.needs.every((need) => has[need]))
    .map((place) => ({ name: inLanguage(place.words), url: place.url.replace(/\{(\w+)\}/g, (whole, name) => encodeURIComponent(known[name] || "").replaceAll("'", "%27")).replace(/\+$/, "") }));
}
function showAids(claim) {
  const asked = (claim.questions || []).map((key) => { const item = document.createElement("li"); item.textContent = inLanguage(sheet.questions[key]); return item; });
  $("[data-questions]", claim.form).replaceChildren(...asked);
  $("[data-asked]", claim.form).hidden = !asked.length;
  $("[data-searches]", claim.form).replaceChildren(...searches(claim).map(({ name, url }) => {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("a"), { href: url, target: "_blank", rel: "noopener noreferrer", textContent: name }));
    return item;
  }));
  showStandards(claim);
}

// Where pages share an owner: the last two parts of a host, or three behind "co.uk" and the like.
function ownerOf(address) {
  let host;
  try { host = new URL(address.trim()).hostname.toLowerCase(); } catch { return ""; }
  const parts = host.split(".");
  const joint = parts.length > 2 && parts.at(-1).length === 2 && sheet.joint_labels.includes(parts.at(-2));
  return parts.slice(joint ? -3 : -2).join(".");
}
const hasLetter = (value) => /\p{L}/u.test(value);
// Each test of store/standards.toml that one filled form is enough for; the checks of the store ask the same in SQL.
const STANDARDS = {
  sources_at_least: (rule, a, found) => found.length >= rule.minimum,
  independent_or_primary: (rule, a, found) => {
    const others = found.filter((source) => !source.outlet);
    const apart = (name) => new Set(others.map((source) => source[name])).size;
    return found.filter((source) => source.tier === "primary").length >= rule.primary || Math.min(apart("owner"), apart("by")) >= rule.independent;
  },
  archived: (rule, a, found) => found.every((source) => source.archive_url.trim()),
  not_only_the_outlet: (rule, a, found) => !found.length || found.some((source) => !source.outlet),
  rationale: (rule, a) => hasLetter(a.rationale),
  missing_context_said: (rule, a) => hasLetter(a.missing_context),
  source_not_older: (rule, a, found, claim) => {
    const days = claim.dates.filter((date) => rule.bases.includes(date.basis) && date.from).map((date) => date.from).sort();
    if (!days.length || !rule.kinds.includes(claim.kind)) return true;
    return found.every((source) => !rule.stances.includes(source.stance) || !source.published_on || source.published_on >= days[0]);
  },
  evidence_fits: (rule, a, found) => !found.length || found.some((source) => source.stance === rule.stance_of[a.verdict]),
  sources_dated: (rule, a, found) => found.every((source) => source.accessed_on),
};
function standardsOf(claim) {
  const a = state.answers[claim.id];
  if (!a || !a.verdict || setAside(claim)) return [];
  const outlet = sheet.outlet.trim().toLowerCase();
  const found = writtenSources(a).map((source) => {
    const owner = ownerOf(source.url), publisher = source.publisher.trim().toLowerCase();
    const own = (owner !== "" && owner === ownerOf(sheet.address)) || (outlet !== "" && publisher === outlet);
    return { ...source, owner, by: publisher || owner, outlet: own };
  });
  return sheet.standards.filter((rule) => rule.verdicts.includes(a.verdict))
    .map((rule) => ({ rule, met: STANDARDS[rule.test] ? STANDARDS[rule.test](rule, a, found, claim) : null }));
}
function showStandards(claim) {
  const judged = standardsOf(claim);
  const arabic = language === "ar";
  $("[data-standards]", claim.form).replaceChildren(...judged.map(({ rule, met }) => {
    const item = document.createElement("li");
    item.dataset.met = met === null ? "later" : String(met);
    item.dataset.code = rule.code;
    const mark = document.createElement("b");
    mark.textContent = t(met === null ? "standard.later" : met ? "standard.met" : rule.severity === "warns" ? "standard.warns" : "standard.open");
    const code = Object.assign(document.createElement("bdi"), { className: "code", textContent: rule.code });
    item.append(mark, " ", arabic ? rule.ar : rule.en, " ", code);
    if (met === false) item.append(Object.assign(document.createElement("small"), { textContent: arabic ? rule.hint_ar : rule.hint }));
    return item;
  }));
  const open = judged.filter(({ rule, met }) => met === false && rule.severity !== "warns").length;
  const line = judged.length ? t(open ? "standard.open_n" : "standard.all_met", { n: open }) : t("standard.none");
  const said = $("[data-standards-line]", claim.form);
  if (said.textContent !== line) said.textContent = line;
}
