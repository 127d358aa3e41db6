// The rules, which are the server's own C++ compiled to WebAssembly: the other side of src/browser/core.cpp. JSON in, JSON out.
import type { Catalogue } from "./catalogue";

export type State = "unknown" | "met" | "not_met" | "planned" | "not_applicable";

// One answer as the file holds it.
export interface Filled {
  criterion: string;
  state: State;
  branches: readonly string[];
  note: string;
  reason: string;
  planned_on: string | null;
  planned_owner: string;
  evidence: readonly string[]; // Names of files; no file travels along.
  stamp: string; // By which a server knows its own answer again.
}

export interface SelfCheckFile {
  format: "hoshirube.self-check";
  version: 1;
  edition: string;
  catalogue_sha256: string;
  star: number;
  firm: string;
  saved_at: string;
  profile: Record<string, string>;
  answers: Filled[];
}

export interface Fault {
  key: string;
  field: string;
  params: Record<string, string>;
}

export type Progress = Record<State, number> & { criteria: number; distance: number };

export interface Judgement {
  unfinished: (Fault & { criterion: string })[];
  progress: Progress;
  categories: (Progress & { number: number })[];
  left: string[];
  seems_not_applicable: string[];
  next: { criterion: string; reason: { ja: string; en: string } }[];
  profile_errors: Fault[];
}

type Answer<T> = T | { error: Fault };
export const isFault = (answer: object): answer is { error: Fault } => "error" in answer;

interface Exports {
  memory: WebAssembly.Memory;
  _initialize: () => void;
  room: (size: number) => number;
  answer: () => number;
  answer_size: () => number;
  load: () => void;
  read: () => void;
  judge: () => void;
  search_key: () => void;
}

// In the order of the enums in src/browser/host.cpp.
const classes = [/^\p{White_Space}$/u, /^[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]$/u, /^\p{Pd}$/u, /^[\p{L}\p{Nd}]$/u];
const forms = [(text: string) => text.normalize("NFKC"), caseFolded];

// NFKC_Casefold as far as JavaScript goes: letter by letter to upper and lower case, so that ß meets ss.
function caseFolded(text: string): string {
  const letters = Array.from(text.normalize("NFKC"), (letter) => (letter === "ı" ? letter : letter.toUpperCase().toLowerCase()));
  return letters.join("").replaceAll("ς", "σ").replace(/\p{Default_Ignorable_Code_Point}/gu, "").normalize("NFKC");
}

export class Rules {
  private core!: Exports;
  private readonly encoder = new TextEncoder();
  private readonly decoder = new TextDecoder();
  sha256 = ""; // Of the catalogue, as the server counts it.

  private constructor(private readonly module: WebAssembly.Module, private readonly catalogue: Catalogue) {}

  static async load(bytes: BufferSource, catalogue: Catalogue): Promise<Rules> {
    const rules = new Rules(await WebAssembly.compile(bytes), catalogue);
    rules.begin();
    return rules;
  }

  // What the rules make of a self-check. Throws only where the fault is ours: the page always hands in what the file format allows.
  judge(file: SelfCheckFile): Judgement {
    const answer = this.judgeText(JSON.stringify(file));
    if (isFault(answer)) throw new Error(`${answer.error.key} ${JSON.stringify(answer.error.params)}`);
    return answer;
  }

  judgeText(text: string): Answer<Judgement> {
    return JSON.parse(this.call("judge", text)) as Answer<Judgement>;
  }

  // The text of a self-check file as it is written down, or why it is none for here.
  read(text: string): Answer<{ text: string }> {
    const answer = this.call("read", text);
    const json = JSON.parse(answer) as object;
    return isFault(json) ? json : { text: answer };
  }

  // The form in which texts are searched: width, case, kana and punctuation do not count.
  searchKey(text: string): string {
    return this.call("search_key", text);
  }

  private begin(): void {
    let taken = new Uint8Array();
    const host = {
      is: (what: number, character: number) => (character <= 0x10ffff && classes[what]?.test(String.fromCodePoint(character)) ? 1 : 0),
      normalise: (form: number, at: number, size: number) => {
        const text = this.decoder.decode(new Uint8Array(this.core.memory.buffer, at, size));
        taken = this.encoder.encode(forms[form]?.(text) ?? text);
        return taken.length;
      },
      take: (to: number) => new Uint8Array(this.core.memory.buffer).set(taken, to),
    };
    const kNoSuchCall = 52; // ENOSYS of WASI: there is no file and no screen to write to.
    const wasi = { fd_close: () => kNoSuchCall, fd_seek: () => kNoSuchCall, fd_write: () => kNoSuchCall };
    this.core = new WebAssembly.Instance(this.module, { host, wasi_snapshot_preview1: wasi }).exports as unknown as Exports;
    this.core._initialize();
    const loaded = JSON.parse(this.call("load", JSON.stringify(this.catalogue))) as Answer<{ sha256: string }>;
    if (isFault(loaded)) throw new Error(loaded.error.key);
    this.sha256 = loaded.sha256;
  }

  private call(name: "load" | "read" | "judge" | "search_key", text: string): string {
    try {
      const bytes = this.encoder.encode(text);
      const at = this.core.room(bytes.length);
      new Uint8Array(this.core.memory.buffer).set(bytes, at);
      this.core[name]();
      return this.decoder.decode(new Uint8Array(this.core.memory.buffer, this.core.answer(), this.core.answer_size()));
    } catch (fault) {
      if (name !== "load") this.begin(); // A core that stopped in the middle is not asked again.
      throw fault;
    }
  }
}
