// A firm's name for a reader: in English by its English name where it has one, with the registered name beside it. Pure.
import type { Language } from "../i18n/language";

interface Named {
  organisation_name: string;
  organisation_name_kana: string;
  organisation_name_en: string;
}

export const firmName = (firm: Named, language: Language): string => (language === "en" && firm.organisation_name_en !== "" ? firm.organisation_name_en : firm.organisation_name);

// The same of an entry, whose names are called otherwise.
export const entryName = (entry: { legal_name: string; legal_name_en?: string }, language: Language): string => (language === "en" && entry.legal_name_en ? entry.legal_name_en : entry.legal_name);

// What stands beside it, so that no reader takes it for another firm: the registered name, and its reading. "" where nothing is to be added.
export function besideFirmName(firm: Named, language: Language): string {
  if (language !== "en") return "";
  return firm.organisation_name_en !== "" ? `${firm.organisation_name} · ${firm.organisation_name_kana}` : firm.organisation_name_kana;
}
