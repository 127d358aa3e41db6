// "0.05, 0.1, 0.2" as least, middle, most; nothing where it is not that.
export function parseRange(text: string): number[] | undefined {
  const values = text.normalize("NFKC").split(/[,、\s]+/).filter(Boolean).map(Number);
  return values.length === 3 && values.every((value, index) => Number.isFinite(value) && value >= (index ? (values[index - 1] ?? 0) : 0)) ? values : undefined;
}
