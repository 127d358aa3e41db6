// A day brings brackets of its own: 2027年3月1日（令和9年）. Between others they give way: （2027年3月1日・令和9年まで）.
const withoutBrackets = (day: string): string => day.replace(/（(令和[^）]+)）/g, "・$1");
const isInBrackets = (before: string): boolean => before.lastIndexOf("（") > before.lastIndexOf("）");

// Puts values into a sentence: {name} is a value, {n|criterion|criteria} picks a word by the number n.
export function fill(sentence: string, params: Record<string, string | number> | undefined): string {
  return sentence.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one: string | undefined, many: string | undefined, at: number) => {
    const value = params?.[name];
    if (value === undefined) return whole;
    if (one !== undefined && many !== undefined) return Number(value) === 1 ? one : many;
    return isInBrackets(sentence.slice(0, at)) ? withoutBrackets(String(value)) : String(value);
  });
}
