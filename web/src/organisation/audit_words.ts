// The firm's record in words: what an act was done to, by its name, and what its record says of it. Pure.
import type { Schemas } from "../api/client";
import { factsOf } from "../operator/event_words";
import type { Language, PlainKey, Translate } from "../i18n/language";

export type AuditedAct = Schemas["Audit"]["items"][number];
export type Things = ReadonlyMap<string, string>; // Ids of this firm's things and people, with what they are called.

interface Reader {
  t: Translate;
  language: Language;
  things: Things;
}

// Ids are 26 letters and digits; a register number or a criterion is a name of its own.
const isId = (text: string) => /^[0-9a-z]{26}$/.test(text);

export function subjectWords(subject: string, act: string, { t, things }: Reader): string {
  const known = things.get(subject);
  if (known !== undefined) return known;
  if (subject === "") return "—";
  if (!isId(subject)) return subject;
  return act.startsWith("evidence.") ? t("audit.file_gone") : t("audit.unnamed");
}

// Number and decision, file and period: what tells this act from the one before it.
export function factWords(act: AuditedAct, { t, language, things }: Reader): string[] {
  const facts = factsOf({ record: act.record }, { t, language, names: Object.fromEntries(things) });
  const file = fileOf(act.record);
  return file === "" ? facts : [...facts, things.get(file) ?? t("audit.file_gone")];
}

function fileOf(record: string): string {
  try {
    const { evidence } = JSON.parse(record) as { evidence?: unknown };
    return typeof evidence === "string" ? evidence : "";
  } catch {
    return "";
  }
}

// What was refused, by the name of the right that was missing.
const rights: Readonly<Record<string, PlainKey>> = {
  "organisation.read": "audit.right.organisation_read", "organisation.edit": "audit.right.organisation_edit", "organisation.invite": "audit.right.organisation_invite",
  "organisation.grant_scheme_role": "audit.right.scheme_role", "mandate.grant": "audit.right.mandate", "disclosure.grant": "audit.right.disclosure", "grants.read": "audit.right.grants_read",
  "audit.read": "audit.right.audit_read", "firm.follow": "audit.right.follow", "network.analyse": "audit.right.network", "assessment.list": "audit.right.assessment_list",
  "assessment.open": "audit.right.assessment_open", "calendar.read": "audit.right.calendar_read", "calendar.keep": "audit.right.calendar_keep", "assessment.read": "audit.right.assessment_read", "assessment.answer": "audit.right.answer", "assessment.submit": "audit.right.submit",
  "assessment.stand": "audit.right.stand", "assessment.review": "audit.right.review", "assessment.send_review": "audit.right.send_review", "assessment.advise": "audit.right.advise",
  "declaration.read": "audit.right.declaration_read", "declaration.make": "audit.right.declare", "disclosure.read": "audit.right.disclosure_read", "evidence.list": "audit.right.evidence_list",
  "evidence.add": "audit.right.evidence_add", "evidence.read": "audit.right.evidence_read", "evidence.change": "audit.right.evidence_change", "registration.read": "audit.right.registration_read",
  "registration.make": "audit.right.register", "suspension.ask": "audit.right.suspend", "suspension.approve": "audit.right.suspend", "glass.ask": "audit.right.glass",
};

export function rightWords(t: Translate, right: string): string {
  const key = rights[right];
  return key ? t(key) : right;
}
