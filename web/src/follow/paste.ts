// Corporate numbers as people paste them: one a line, perhaps with a name beside it, in full or half width, with hyphens.
import { tableOf } from "../evidence/csv_table";
import { digitsOf, judged } from "../organisation/corporate_number";

export type Fault = "none" | "short" | "long" | "wrong_check";
export interface Firm {
  number: string;
  name: string; // As it stood beside the number; "" where nothing did.
}
export interface Line {
  line: number;
  text: string;
}
export interface Pasted {
  header: Line | undefined; // The heads of the columns, where the list begins with them.
  good: Firm[];
  renamed: (Firm & { before: string })[]; // Followed already, by another name or none.
  known: number; // Lines of firms followed already, with nothing new.
  twice: (Line & { first: number; isOtherName: boolean })[]; // Numbers that stand further up too: the first line counts.
  faulty: (Line & { fault: Fault; digits: number })[]; // To be corrected.
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
  const found: Pasted = { header: undefined, good: [], renamed: [], known: 0, twice: [], faulty: [] };
  const seen = new Map<string, { line: number; name: string }>();
  let isFirst = true;
  text.replace(/^\uFEFF/, "").split(/\r?\n/).forEach((whole, index) => {
    if (whole.trim() === "") return;
    const here = { line: index + 1, text: whole.trim() };
    const firm = read(whole);
    const state = judged(firm.number);
    const isHead = isFirst && !/\d/.test(whole.normalize("NFKC")) && text.trim().includes("\n");
    isFirst = false;
    if (isHead) return void (found.header = here);
    if (state.is === "empty" || state.is === "not_digits") return void found.faulty.push({ ...here, fault: "none", digits: 0 });
    if (state.is !== "good") return void found.faulty.push({ ...here, fault: state.is, digits: firm.number.length });
    const above = seen.get(firm.number);
    if (above) return void found.twice.push({ ...here, first: above.line, isOtherName: firm.name !== "" && firm.name !== above.name });
    seen.set(firm.number, { line: here.line, name: firm.name });
    const before = followed.get(firm.number);
    if (before === undefined) found.good.push(firm);
    else if (firm.name !== "" && firm.name !== before) found.renamed.push({ ...firm, before });
    else found.known += 1;
  });
  return found;
}
