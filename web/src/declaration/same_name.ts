// Names as people type them: width and blanks make no difference.
export const isSameName = (typed: string, name: string): boolean => {
  const plain = (text: string) => text.normalize("NFKC").replace(/\s+/g, "").toLowerCase();
  return plain(typed) !== "" && plain(typed) === plain(name);
};
