// Corporate numbers as people paste them: one a line, perhaps with a name beside it, in full or half width, with hyphens.
import { digitsOf, judged } from "../organisation/corporate_number";

export type Fault = "none" | "short" | "long" | "wrong_check" | "twice" | "followed";
export interface Pasted {
  good: string[];
  faulty: { line: number; text: string; fault: Fault; digits: number }[];
}

const kGrouped = /\b\d{1,3}(?:,\d{3}){3,}\b/g; // 5,990,001,000,003 as a spreadsheet shows a number.
const kHyphens = /[\-‐‑–−ー]/g;

// The digits of the first cell that looks like a number; a cell ends at a tab, a comma or a wide gap.
function numberIn(line: string): string {
  const plain = line.normalize("NFKC").replace(kGrouped, (number) => number.replaceAll(",", ""));
  const cells = plain.split(/[\t,;"]/).map((part) => part.trim().replace(kHyphens, ""));
  const whole = cells.find((part) => /^T?\d[\d\s]{8,}$/.test(part)); // T: an invoice number, whose digits are the corporate number.
  if (whole) return digitsOf(whole.replace("T", ""));
  return plain.replace(kHyphens, "").match(/\d{6,}/)?.[0] ?? "";
}

export function pasted(text: string, followed: ReadonlySet<string>): Pasted {
  const good = new Set<string>();
  const faulty: Pasted["faulty"] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === "") return;
    const number = numberIn(line);
    const state = judged(number);
    const say = (fault: Fault) => faulty.push({ line: index + 1, text: line.trim(), fault, digits: number.length });
    if (state.is === "empty" || state.is === "not_digits") say("none");
    else if (state.is !== "good") say(state.is);
    else if (good.has(number)) say("twice");
    else if (followed.has(number)) say("followed");
    else good.add(number);
  });
  return { good: [...good], faulty };
}
