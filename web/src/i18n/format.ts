// Puts values into a sentence: {name} is a value, {n|criterion|criteria} picks a word by the number n.
export function fill(sentence: string, params: Record<string, string | number> | undefined): string {
  return sentence.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    const value = params?.[name];
    if (value === undefined) return whole;
    if (one !== undefined && many !== undefined) return Number(value) === 1 ? one : many;
    return String(value);
  });
}
