// JSON as the server reads it, which is stricter than JSON.parse: no name twice in an object, at most 64 deep, no half of a surrogate
// pair. Numbers keep their text, so that 3 and 3.0 can be told apart.
export class JsonNumber {
  constructor(readonly text: string) {}
  get value(): number {
    return Number(this.text);
  }
  get isCount(): boolean {
    return /^\d+$/.test(this.text);
  }
}
export type Json = null | boolean | string | JsonNumber | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

const kMaxDepth = 64;
const kBlank = /[ \t\n\r]*/y;
const kNumber = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const kString = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

class Reader {
  private at = 0;
  constructor(private readonly text: string) {}

  whole(): Json {
    const value = this.value(0);
    this.take(kBlank);
    if (this.at !== this.text.length) throw new SyntaxError("something follows");
    return value;
  }

  private take(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at = pattern.lastIndex;
    return found ? found[0] : null;
  }

  private is(word: string): boolean {
    this.take(kBlank);
    if (!this.text.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }

  private expect(word: string): void {
    if (!this.is(word)) throw new SyntaxError(`${word} expected`);
  }

  private string(): string {
    this.take(kBlank);
    const literal = this.take(kString);
    if (literal === null) throw new SyntaxError("string expected");
    const text = JSON.parse(literal) as string;
    if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text)) throw new SyntaxError("half of a pair");
    return text;
  }

  private value(depth: number): Json {
    if (this.is("{")) return this.object(this.deeper(depth));
    if (this.is("[")) return this.array(this.deeper(depth));
    if (this.is("true")) return true;
    if (this.is("false")) return false;
    if (this.is("null")) return null;
    const number = this.take(kNumber);
    if (number === null) return this.string();
    if (!Number.isFinite(Number(number))) throw new SyntaxError("number too large");
    return new JsonNumber(number);
  }

  private deeper(depth: number): number {
    if (depth === kMaxDepth) throw new SyntaxError("too deep");
    return depth + 1;
  }

  private object(depth: number): JsonObject {
    const members: JsonObject = Object.create(null) as JsonObject;
    if (this.is("}")) return members;
    do {
      const name = this.string();
      if (name in members) throw new SyntaxError("a name twice");
      this.expect(":");
      members[name] = this.value(depth);
    } while (this.is(","));
    this.expect("}");
    return members;
  }

  private array(depth: number): Json[] {
    const items: Json[] = [];
    if (this.is("]")) return items;
    do items.push(this.value(depth));
    while (this.is(","));
    this.expect("]");
    return items;
  }
}

// Undefined for what is no such text.
export function parseJson(text: string): Json | undefined {
  try {
    return new Reader(text.startsWith("\ufeff") ? text.slice(1) : text).whole();
  } catch {
    return undefined;
  }
}

export const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === "object" && json !== null && !Array.isArray(json) && !(json instanceof JsonNumber);

export function textIn(json: Json | undefined, name: string): string {
  const found = isObject(json) ? json[name] : undefined;
  return typeof found === "string" ? found : "";
}
