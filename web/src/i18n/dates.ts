// Days are YYYY-MM-DD in Asia/Tokyo; instants are UTC. What people read is always the day in Japan.
import type { Language } from "./language";

const kTokyo = "Asia/Tokyo";

// Made once: making one costs more than formatting a thousand days.
const english = new Intl.DateTimeFormat("en-GB", { timeZone: kTokyo, day: "numeric", month: "long", year: "numeric" });
const japanese = new Intl.DateTimeFormat("ja-JP", { timeZone: kTokyo, dateStyle: "long" });
const japaneseEra = new Intl.DateTimeFormat("ja-JP-u-ca-japanese", { timeZone: kTokyo, era: "long", year: "numeric" });
const iso = new Intl.DateTimeFormat("sv-SE", { timeZone: kTokyo, dateStyle: "short" });
const time = new Intl.DateTimeFormat("ja-JP", { timeZone: kTokyo, hour: "2-digit", minute: "2-digit", hour12: false });

// 2026-11-22 -> 2026年11月22日（令和8年） or 22 November 2026. For papers that offices file.
export function officeDate(day: string, language: Language): string {
  const date = new Date(`${day.slice(0, 10)}T00:00:00+09:00`);
  if (Number.isNaN(date.getTime())) return day;
  return language === "en" ? english.format(date) : `${japanese.format(date)}（${japaneseEra.format(date)}）`;
}

// The day in Japan of an instant, YYYY-MM-DD.
export function dayOf(instant: string | Date): string {
  const date = typeof instant === "string" ? new Date(instant) : instant;
  return iso.format(date);
}

export const today = (): string => dayOf(new Date());

// 14:05, today's clock in Japan; another day is written before it.
export function clock(instant: string): string {
  const date = new Date(instant);
  const day = dayOf(date);
  return day === today() ? time.format(date) : `${day} ${time.format(date)}`;
}

// 2026-11-22 14:05, the day always with it: for records that are kept, printed and compared.
export function moment(instant: string): string {
  const date = new Date(instant);
  return `${dayOf(date)} ${time.format(date)}`;
}

// Whole days from one day to another; negative when `to` lies before `from`.
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
