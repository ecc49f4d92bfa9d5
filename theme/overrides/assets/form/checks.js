// Find what check.py would find in the same file: the same codes and messages, from the same list of rules.

import { deceivingLinks, everyScript, exposed, hidden, hostOf, isLookAlike } from "./safety.js";
import { fill } from "./words.js";
import { forgotten, outsideFences } from "./writing.js";

// `values` are as in the front matter; `story` is the body; `files` the names of the pictures that lie beside it.
// Gives [{ path: ["team", "members", 0, "name"], code, message }].
export function check(values, story, files, rules) {
  const problems = [];
  checkGroup(values, rules.fields, [], rules, problems);
  checkChallenge(values, rules, problems);
  checkTargets(values, rules, problems);
  checkPictures(values, story, files, rules, problems);
  checkLinks(story, files, rules, problems);
  const limit = rules.deepest_quotes;
  if (new RegExp(`^(?:[ \\t]*>){${limit + 1}}`, "m").test(story)) problems.push({ path: ["body"], code: "E006", message: fill(rules.rules.too_deep, { limit }) });
  const bare = outsideFences(story);
  if (/^<{7} /m.test(bare)) {
    const line = story.split("\n").findLastIndex((text) => /^[<>]{7} /.test(text)) + 1;
    problems.push({ path: ["body"], code: "E028", message: fill(rules.rules.conflict, { line }) });
  }
  if (/^ {0,3}<!--(?![^]*-->)/m.test(bare)) problems.push({ path: ["body"], code: "E029", message: rules.rules.comment_open });
  // A page shows no player and no page of another host; code may show the tag of one.
  for (const [, tag] of bare.replace(/(`+)[^`]+?\1(?!`)/g, "").matchAll(/<(video|audio|embed|object|iframe)(?=[\s/>])/gi)) {
    problems.push({ path: ["body"], code: "E117", message: fill(rules.rules.media, { tag: `<${tag.toLowerCase()}>` }), isHint: true });
  }
  problems.push(...hidden(story, rules), ...deceivingLinks(story, rules), ...exposed(values, story, rules), ...forgotten(values, story, rules));
  return problems;
}

function checkGroup(values, fields, path, rules, problems) {
  const known = new Set(fields.map((field) => field.name));
  for (const name of Object.keys(values)) {
    if (!known.has(name)) problems.push({ path: [...path, name], code: "E011", message: rules.messages.extra_forbidden[1] });
  }
  for (const field of fields) checkField(values[field.name], field, [...path, field.name], rules, problems);
}

function checkField(value, field, path, rules, problems) {
  const tell = (kind, told = {}) => problems.push(found(path, kind, told, rules));
  if (value === undefined) {
    if (field.is_required) tell("missing");
  } else if (field.is_list) {
    if (!Array.isArray(value)) return tell("tuple_type");
    if (field.most && value.length > field.most) return tell("too_long", { most: field.most, length: value.length });
    value.forEach((row, index) => checkField(row, { ...field, is_list: false }, [...path, index], rules, problems));
  } else if (field.sort === "group") {
    if (typeof value !== "object" || Array.isArray(value)) return tell("model_type");
    checkGroup(value, field.fields, path, rules, problems);
  } else if (typeof value !== "string") {
    tell(field.sort === "choice" ? "literal_error" : TYPES[field.sort] ?? "string_type", { given: "", choices: field.choices?.join(", ") });
  } else {
    const fault = faultOf(value, field, rules);
    if (fault) tell(...fault);
  }
}

// A group that is missing as a whole is one problem of a file; whoever fills in the form has to know each of its fields.
export function parted(problem, rules) {
  let fields = rules.fields;
  let field;
  for (const name of problem.path.filter((part) => typeof part === "string")) {
    field = fields?.find((one) => one.name === name);
    fields = field?.fields;
  }
  if (problem.code !== "E010" || !fields || field.is_list) return [problem];
  const inner = fields.filter((one) => one.is_required).map((one) => ({ ...problem, path: [...problem.path, one.name] }));
  return inner.flatMap((one) => parted(one, rules));
}

const TYPES = { goal: "int_type", year: "int_type", count: "int_type", check: "bool_type" };

function found(path, kind, told, rules) {
  const [code, message] = rules.messages[kind];
  return { path, code, message: fill(message, told) };
}

// Give what is the matter with one text, as the kind of fault and what its message tells; or nothing.
function faultOf(text, field, rules) {
  const given = shortened(text);
  const trimmed = text.trim();
  const limits = field.limits ?? {};
  if (field.sort === "choice") return field.choices.includes(text) ? null : ["literal_error", { choices: field.choices.join(", "), given }];
  if (field.sort === "check") return /^(true|false|yes|no|on|off|y|n|t|f|1|0)$/i.test(text) ? null : ["bool_parsing", { given }];
  if (TYPES[field.sort]) return numberFault(trimmed, limits, given);
  if (field.sort === "day") return dayFault(text, rules, given);
  if (field.sort === "country") return text in rules.names.country ? null : ["country_code", { given }];
  if (field.sort === "url" && addressFault(trimmed, rules)) return [addressFault(trimmed, rules), { given }];
  if (field.sort === "orcid") return orcidFault(trimmed, rules, given);
  if (field.sort === "picture" && /:\/\/|^[/\\]|^data:|\.\.|\\/.test(trimmed)) return ["picture_path", { given }];
  if (!trimmed && limits.max_length && !PATTERNED[field.sort]) return ["string_too_short", {}];
  const length = [...trimmed].length;
  if (limits.max_length && length > limits.max_length) return ["string_too_long", { max_length: limits.max_length, length }];
  if (PATTERNED[field.sort]) return fits(text, rules.patterns[PATTERNED[field.sort]]) ? null : [PATTERNED[field.sort], { given }];
  return textFault(trimmed, rules);
}

const PATTERNED = { language: "language_tag", identifier: "identifier", target: "target_number" };

function fits(text, pattern) {
  return new RegExp(`^(?:${pattern})$`, "u").test(text);
}

function textFault(text, rules) {
  if (new RegExp(rules.patterns.hidden_characters, "u").test(text)) return ["hidden_characters", {}];
  if (new RegExp(everyScript(rules.patterns.no_address), "u").test(text)) return ["no_address", {}];
  return null;
}

function numberFault(text, limits, given) {
  if (!/^[+-]?\d+(\.0+)?$/.test(text)) return ["int_parsing", { given }];
  const number = Number(text);
  if (number < limits.ge) return ["greater_than_equal", { ge: limits.ge, given }];
  if (number > limits.le) return ["less_than_equal", { le: limits.le, given }];
  return null;
}

function dayFault(text, rules, given) {
  if (!fits(text, rules.patterns.date_form)) return ["date_form", { given }];
  const day = new Date(`${text}T00:00:00Z`);
  const exists = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) && !text.startsWith("0000");
  if (!exists) return ["date_exists", { given }];
  return text >= "2000" && text < "2101" ? null : ["date_range", { given }];
}

function addressFault(text, rules) {
  if (!/^https?:\/\//i.test(text)) return "url_scheme";
  const url = URL.parse ? URL.parse(text) : URL.canParse(text) ? new URL(text) : null;
  if (!url || url.username || url.password || !url.hostname.includes(".")) return "url_form";
  return isLookAlike(hostOf(text, rules)) ? "url_look_alike" : "";
}

// The last character proves the others (ISO 7064, 11-2).
function orcidFault(text, rules, given) {
  if (!fits(text, rules.patterns.orcid_form)) return ["orcid_form", { given }];
  const digits = text.replace(/\/$/, "").slice(-19).replaceAll("-", "");
  const total = [...digits.slice(0, -1)].reduce((sum, digit) => (sum + Number(digit)) * 2, 0);
  return "0123456789X"[(12 - (total % 11)) % 11] === digits.at(-1) ? null : ["orcid_check", { given }];
}

function checkChallenge(values, rules, problems) {
  const known = Object.keys(rules.names.challenge);
  if (typeof values.challenge !== "string" || known.includes(values.challenge)) return;
  if (problems.some(({ path }) => path[0] === "challenge")) return;
  problems.push({ path: ["challenge"], code: "E104", message: fill(rules.rules.challenge, { choices: known.sort().join(", ") }) });
}

function checkTargets(values, rules, problems) {
  const rows = [[["sdgs", "main"], values.sdgs?.main], ...(values.sdgs?.also ?? []).map((row, index) => [["sdgs", "also", index], row])];
  const goals = rows.map(([, row]) => row?.goal);
  for (const [path, row] of rows) {
    const target = row?.target;
    if (!target || !fits(target, rules.patterns.target_number)) continue;
    const goal = target.split(".")[0];
    if (!rules.targets[goal]?.[target]) {
      problems.push({ path: [...path, "target"], code: "E108", message: fill(rules.rules.target_unknown, { given: target }) });
    } else if (!goals.includes(goal)) {
      problems.push({ path: [...path, "target"], code: "E108", message: fill(rules.rules.target_other, { given: target }) });
    }
  }
}

function checkPictures(values, story, files, rules, problems) {
  const named = [[["cover", "src"], values.cover?.src], ...(values.pictures ?? []).map((row, index) => [["pictures", index, "src"], row?.src])];
  const missing = (path, given) => problems.push({ path, code: "E102", message: fill(rules.rules.picture_missing, { given }) });
  for (const [path, name] of named) {
    if (name && !files.has(name) && !problems.some((other) => String(other.path) === String(path))) missing(path, name);
  }
  for (const [, name] of story.matchAll(/!\[[^\]]*\]\(\s*<?([^)\s>]+)/g)) {
    if (opensNothing(name)) {
      problems.push({ path: ["body"], code: "E118", message: fill(rules.rules.opens_nothing, { given: name }), isHint: true });
    } else if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(name)) {
      // One message for all of them.
      if (!problems.some((other) => other.code === "E103")) problems.push({ path: ["body"], code: "E103", message: rules.rules.picture_foreign });
    } else if (!files.has(unescaped(name))) missing(["body"], name);
  }
}

// A link without https:// is taken for a file; `files` are those that lie beside the page, and what it led to before.
function checkLinks(story, files, rules, problems) {
  for (const [, given] of story.matchAll(/(?<!!)\[[^\]]*\]\(\s*<?([^)\s>]+)/g)) {
    if (opensNothing(given)) problems.push({ path: ["body"], code: "E118", message: fill(rules.rules.opens_nothing, { given }), isHint: true });
    if (/^([a-z][a-z0-9+.-]*:|\/\/|#)/i.test(given) || files.has(unescaped(given.split("#")[0]))) continue;
    problems.push({ path: ["body"], code: "E101", message: fill(rules.rules.link_missing, { given }) });
  }
}

// Whether an address leads to a machine or a program alone; those of people are told elsewhere.
function opensNothing(address) {
  if (/^(mailto|tel|sms|callto|whatsapp):/i.test(address) || !/^[a-z][a-z0-9+.-]*:/i.test(address)) return false;
  return !/^https?:\/\/[^/?#@]+(?:[/?#]|$)/i.test(address);
}

function unescaped(name) {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function shortened(text) {
  return [...text].length <= 40 ? text : `${[...text].slice(0, 37).join("")}…`;
}
