// An event in words: what its record says, as far as a reader of this page may and would want to know, and where it leads. Pure.
import { roleName } from "../account/roles";
import type { Role } from "../account/acting";
import type { Schemas } from "../api/client";
import { departureName } from "../assessment/departure_name";
import { stateNames } from "../assessment/state_mark";
import { officeDate } from "../i18n/dates";
import type { Language, Translate } from "../i18n/language";

export type Event = Schemas["Event"];
export type Names = Readonly<Record<string, string>>;
type Value = string | number | boolean | readonly string[] | null | Record<string, unknown>;

interface Reader {
  t: Translate;
  language: Language;
  names: Names;
}

const noTitles: ReadonlyMap<string, string> = new Map();
type Words = (value: Value, reader: Reader) => string;
// A person by name, or an edition by its day; ids of other things say nothing to a reader.
const named: (key: "operator.fact.to" | "operator.fact.from") => Words = (key) => (value, { t, names }) => {
  const text = String(value);
  const words = names[text] ?? (/^\d{4}-\d\d-\d\d$/.test(text) ? t("operator.fact.edition", { v: text }) : "");
  return words ? t(key, { v: words }) : "";
};
const counted: (key: "operator.fact.answers" | "operator.fact.entries") => Words = (key) => (value, { t }) => (typeof value === "number" ? t(key, { v: value }) : "");
const through: Words = (value, { t, language }) => (value ? t("operator.fact.last_day", { v: officeDate(String(value), language) }) : "");
const role: Words = (value, { t }) => roleName(t, value as Role) ?? String(value);

// The members of records that say something to a person, in the order of a sentence. Hashes and ids stay in the record itself.
const members: Readonly<Record<string, Words>> = {
  criterion: (value, { t }) => (value ? t("operator.fact.criterion", { v: String(value) }) : ""),
  state: (value, { t }) => (String(value) in stateNames ? t(stateNames[value as keyof typeof stateNames]) : ""),
  decision: (value, { t }) => t(value === "returned" ? "operator.fact.returned" : "operator.fact.confirmed"),
  star: (value, { t }) => t("operator.fact.star", { v: String(value) }),
  edition: (value, { t }) => t("operator.fact.edition", { v: String(value) }),
  number: (value, { t }) => t("operator.fact.number", { v: String(value) }),
  official_number: (value, { t }) => (value ? t("operator.fact.official_number", { v: String(value) }) : ""),
  last_valid_day: through,
  valid_until: through,
  last_day: through,
  until_on: through,
  role,
  roles: (value, reader) => (Array.isArray(value) ? value.map((each) => role(each, reader)).join("、") : ""),
  confirmer: named("operator.fact.to"),
  person: named("operator.fact.to"),
  from: named("operator.fact.from"),
  to: named("operator.fact.to"),
  successor: named("operator.fact.to"),
  corporate_numbers: (value, { t }) => (Array.isArray(value) ? t("operator.fact.firms", { v: value.length }) : ""),
  corporate_number: (value, { t }) => t("operator.fact.corporate_number", { v: String(value) }),
  criteria: counted("operator.fact.answers"),
  taken: counted("operator.fact.answers"),
  size: counted("operator.fact.entries"),
  round: (value, { t }) => (typeof value === "number" ? t("operator.fact.round", { v: value }) : ""),
  departures: (value, { t, language }) => (Array.isArray(value) && value.length > 0 ? t("operator.fact.departures", { v: value.map((each) => departureName(String(each), (part) => t(`departs.${part}`), noTitles)).join(language === "en" ? ", " : "、") }) : ""),
  reason: (value, { t }) => (value ? t("operator.fact.reason", { v: String(value) }) : ""),
};

function parsed(record: string | null): Record<string, Value> {
  try {
    const value: unknown = JSON.parse(record ?? "{}");
    return typeof value === "object" && value !== null ? (value as Record<string, Value>) : {};
  } catch {
    return {};
  }
}

export function factsOf(event: Pick<Event, "record">, reader: Reader): string[] {
  const record = parsed(event.record);
  return Object.entries(members).filter(([member]) => member in record).map(([member, words]) => words(record[member] ?? null, reader)).filter((words) => words !== "");
}

// What the server does by itself.
const isMachines = (type: string): boolean => ["audit.anchored", "register.snapshot", "certificate_key.changed"].includes(type);

export const actorOf = ({ type, actor_id }: Pick<Event, "type" | "actor_id">, { t, names }: Reader): string =>
  names[actor_id] ?? (isMachines(type) ? t("operator.events.machine") : actor_id === "" || actor_id === "keeper" ? t("operator.events.keeper") : t("operator.events.no_name"));

export interface About {
  words: string;
  href: string;
  isPublic: boolean; // A page outside this app.
}

// What it was done to, each with the page where the operator sees it: the firm, the person, the star.
export function aboutOf({ type, organisation_id, subject, actor_id }: Event, { t, names }: Reader): About[] {
  const about: About[] = [];
  if (organisation_id) about.push({ words: names[organisation_id] ?? organisation_id, href: `/app/operator/organisations/${organisation_id}`, isPublic: false });
  if (names[subject] && subject !== organisation_id && subject !== actor_id) about.push({ words: names[subject] ?? "", href: "", isPublic: false });
  if (type.startsWith("star.") && type !== "star.refused") about.push({ words: t("operator.events.see_register"), href: `/register/${subject}`, isPublic: true });
  if (type === "conformity.declared" || type === "star.refused") about.push({ words: t("operator.events.see_registration"), href: `/app/registrations/${subject}`, isPublic: false });
  if (type.startsWith("qualification")) about.push({ words: t("operator.nav.experts"), href: "/app/operator/experts", isPublic: false });
  if (type.startsWith("official_")) about.push({ words: t("operator.nav.editions"), href: "/app/operator/editions", isPublic: false });
  if (type === "audit.anchored") about.push({ words: t("operator.kind.ledger"), href: "/ledger/checkpoint", isPublic: true });
  return about;
}
