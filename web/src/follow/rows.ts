// The followed firms as rows: what is shown, searched, sorted and exported. Pure.
import type { Schemas } from "../api/client";
import { daysBetween } from "../i18n/dates";
import type { Language } from "../i18n/language";
import { entryName } from "../organisation/firm_name";
import { folded } from "../ui/combobox";

export interface Follow {
  corporate_number: string;
  name: string; // The buyer's own; "" where none was given.
  note: string;
  added_at: string;
  record: Schemas["PublicRecord"];
}
export const states = ["valid", "ending", "suspended", "withdrawn", "expired", "none"] as const;
export type State = (typeof states)[number];
export const columns = ["name", "number", "star", "state", "last"] as const;
export type Column = (typeof columns)[number];

export interface Row {
  number: string;
  name: string; // In the reader's language; "" when the register does not know the number: a firm without a star keeps its privacy.
  own_name: string; // What the buyer's own list calls it; "" where it was pasted without a name.
  isNamedOtherwise: boolean; // The register and the buyer's list give names that are not the same: perhaps the wrong number.
  kana: string;
  note: string;
  star: number; // 0: none.
  state: State;
  last_valid_day: string; // "" when there is no star. Inclusive: renewing on this day is in time.
  days_left: number; // Until the last valid day, today and that day included; 0 when there is nothing to renew.
  renewal_due_on: string;
  is_invented: boolean;
  sought: string; // Folded text that a search looks through.
}

export const kEndsWithin_days = 60;

// Names as lists write them: the legal form, its place and its short form make no difference.
const nameKey = (name: string) => folded(name).replace(/株式会社|有限会社|合同会社|合資会社|合名会社|\((?:株|有|同|資|名)\)|[・.,、]/g, "");

export function isSameFirm(own: string, record: Pick<Schemas["PublicRecord"], "legal_name" | "legal_name_kana" | "trade_name" | "legal_name_en">): boolean {
  const key = nameKey(own);
  return [record.legal_name, record.legal_name_kana, record.trade_name, record.legal_name_en].some((name) => name !== "" && nameKey(name) === key);
}

// The star that counts: the highest valid one, else the one that would have lasted longest.
function standing(certificates: readonly Schemas["Certificate"][]): Schemas["Certificate"] | undefined {
  const valid = certificates.filter(({ state }) => state === "valid").sort((a, b) => b.star - a.star || b.last_valid_day.localeCompare(a.last_valid_day));
  return valid[0] ?? [...certificates].sort((a, b) => b.last_valid_day.localeCompare(a.last_valid_day))[0];
}

export function rowOf({ corporate_number, name: own_name, note, record }: Follow, today: string, language: Language = "ja"): Row {
  const star = standing(record.certificates);
  // Days left count the last valid day itself.
  const days_left = star?.state === "valid" ? Math.max(0, daysBetween(today, star.last_valid_day) + 1) : 0;
  const isEnding = star?.state === "valid" && days_left <= kEndsWithin_days;
  const state = !star ? "none" : isEnding ? "ending" : star.state;
  return {
    number: corporate_number, own_name, isNamedOtherwise: own_name !== "" && record.legal_name !== "" && !isSameFirm(own_name, record), name: entryName(record, language), kana: record.legal_name_kana, note, star: star?.star ?? 0, state,
    last_valid_day: star?.last_valid_day ?? "", days_left, renewal_due_on: star?.renewal_due_on ?? "", is_invented: record.is_invented,
    sought: folded(`${corporate_number} ${record.legal_name} ${record.legal_name_kana} ${record.trade_name} ${record.legal_name_en} ${own_name} ${note}`),
  };
}

const text = new Intl.Collator("ja", { numeric: true });
const byColumn: Record<Column, (a: Row, b: Row) => number> = {
  name: (a, b) => Number(a.name + a.own_name === "") - Number(b.name + b.own_name === "") || text.compare(a.kana || a.name || a.own_name, b.kana || b.name || b.own_name),
  number: (a, b) => (a.number < b.number ? -1 : 1),
  star: (a, b) => a.star - b.star,
  state: (a, b) => states.indexOf(a.state) - states.indexOf(b.state),
  last: (a, b) => (a.last_valid_day < b.last_valid_day ? -1 : Number(a.last_valid_day > b.last_valid_day)),
};

export interface View {
  q: string;
  state: string; // "" is every state.
  star: string;
  sort: Column | "";
  isDescending: boolean;
}

export function seen(rows: readonly Row[], view: View): Row[] {
  const sought = folded(view.q.trim());
  const found = rows.filter(
    (row) => (sought === "" || row.sought.includes(sought)) && (view.state === "" || row.state === view.state) && (view.star === "" || String(row.star) === view.star),
  );
  if (view.sort === "") return found;
  const compare = byColumn[view.sort];
  return found.sort((a, b) => (view.isDescending ? -compare(a, b) : compare(a, b)));
}
