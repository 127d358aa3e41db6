// The cells of a CSV, at most `rows` rows. Quoted cells may hold separators, quotes (doubled) and line ends.
export function tableOf(text: string, separator: string, rows: number): string[][] {
  const table: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  const endRow = () => {
    table.push([...row, cell]);
    row = [];
    cell = "";
  };
  for (let at = 0; at < text.length && table.length < rows; at += 1) {
    const letter = text[at] ?? "";
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') cell += text[(at += 1)];
      else isQuoted = false;
    } else if (letter === '"' && cell === "") isQuoted = true;
    else if (letter === separator) {
      row.push(cell);
      cell = "";
    } else if (letter === "\n") endRow();
    else if (letter !== "\r") cell += letter;
  }
  if (table.length < rows && (cell !== "" || row.length > 0)) endRow();
  return table;
}
