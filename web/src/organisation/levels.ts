import type { PlainKey } from "../i18n/language";

export type Level = "basic" | "summary" | "detail"; // Of an assessment; "evidence" is one file.

export const levelNames: Record<Level | "evidence", PlainKey> = {
  basic: "disclosure.basic", summary: "disclosure.summary", detail: "disclosure.detail", evidence: "disclosure.evidence",
};
