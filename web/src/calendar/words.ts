// A duty in words, and duties by their day. Pure.
import type { Schemas } from "../api/client";
import type { PlainKey, Translate } from "../i18n/language";

export type Duty = Schemas["Duty"];

const occasions: Readonly<Record<string, PlainKey>> = {
  on_joining: "calendar.occasion.on_joining", on_leaving: "calendar.occasion.on_leaving", on_amendment: "calendar.occasion.on_amendment",
  on_contract_end: "calendar.occasion.on_contract_end", before_work_starts: "calendar.occasion.before_work_starts",
  on_major_incident: "calendar.occasion.on_major_incident",
};

export function titleOf(t: Translate, duty: Pick<Duty, "kind" | "title" | "occasion" | "due_on">): string {
  if (duty.kind === "renewal") return t("calendar.renewal_title");
  if (duty.due_on !== null) return duty.title;
  const occasion = duty.kind === "update" ? t("calendar.occasion.release") : occasions[duty.occasion] ? t(occasions[duty.occasion] as PlainKey) : "";
  return occasion ? t("calendar.occasion_when", { occasion, title: duty.title }) : duty.title;
}

export function byDay(duties: readonly Duty[]): { day: string; members: Duty[] }[] {
  const days = new Map<string, Duty[]>();
  for (const duty of duties) days.set(duty.due_on ?? "", [...(days.get(duty.due_on ?? "") ?? []), duty]);
  return [...days].map(([day, members]) => ({ day, members }));
}
