// Corporate numbers as people paste them: one a line, perhaps with a name beside it, in full or half width, with hyphens.
import { tableOf } from "../evidence/csv_table";
import { digitsOf, judged } from "../organisation/corporate_number";

export type Fault = "none" | "short" | "long" | "wrong_check" | "twice" | "followed";
export interface Firm {
  number: string;
  name: string; // As it stood beside the number; "" where nothing did.
}
export interface Pasted {
  good: Firm[];
  renamed: Firm[]; // Followed already; the name beside it is new.
  faulty: { line: number; text: string; fault: Fault; digits: number }[];
}

const kGrouped = /\b\d{1,3}(?:,\d{3}){3,}\b/g; // 5,990,001,000,003 as a spreadsheet shows a number.
const kHyphens = /[\-‐‑–−ー]/g;
const kNumber = /^T?\d[\d\s]{8,}$/; // T: an invoice number, whose digits are the corporate number.
const kMostOfName = 200; // Characters, as the server keeps.

const bare = (cell: string) => cell.normalize("NFKC").trim().replace(kHyphens, "");

// A cell ends at a tab; where there is none, at a comma or semicolon that no quotes hold.
function cellsOf(line: string): string[] {
  const plain = line.replace(kGrouped, (number) => number.replaceAll(",", ""));
  const separator = ["\t", ",", ";"].find((each) => plain.includes(each));
  return (separator ? (tableOf(plain, separator, 1)[0] ?? []) : [plain.trim().replace(/^"(.*)"$/, "$1")]).map((cell) => cell.trim());
}

// The first cell that looks like a number, or else the first digits in the line; and beside it the first cell with letters.
function read(line: string): Firm {
  const cells = cellsOf(line);
  const at = cells.findIndex((cell) => kNumber.test(bare(cell)));
  if (at >= 0) {
    const name = cells.find((cell, index) => index !== at && /\p{L}/u.test(cell)) ?? "";
    return { number: digitsOf(bare(cells[at] ?? "").replace("T", "")), name: name.slice(0, kMostOfName) };
  }
  const found = line.normalize("NFKC").match(/\d[\d\-‐‑–−]{5,}/)?.[0] ?? "";
  const rest = found ? line.normalize("NFKC").replace(found, " ").replace(/["\t,;:：]+/g, " ").replace(/\s+/g, " ").trim() : "";
  return { number: found.replace(kHyphens, ""), name: /\p{L}/u.test(rest) ? rest.slice(0, kMostOfName) : "" };
}

// `followed`: the numbers followed already, with the names one gave them.
export function pasted(text: string, followed: ReadonlyMap<string, string>): Pasted {
  const good = new Map<string, Firm>();
  const renamed: Firm[] = [];
  const faulty: Pasted["faulty"] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === "") return;
    const firm = read(line);
    const state = judged(firm.number);
    const say = (fault: Fault) => faulty.push({ line: index + 1, text: line.trim(), fault, digits: firm.number.length });
    const known = followed.get(firm.number);
    if (state.is === "empty" || state.is === "not_digits") say("none");
    else if (state.is !== "good") say(state.is);
    else if (good.has(firm.number)) say("twice");
    else if (known === undefined) good.set(firm.number, firm);
    else if (firm.name !== "" && firm.name !== known) renamed.push(firm);
    else say("followed");
  });
  return { good: [...good.values()], renamed, faulty };
}
