// One cell of a CSV that a spreadsheet will open: quoted, and never taken for a formula.
export const cell = (value: string): string => `"${(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;

// UTF-8 with a byte order mark, CRLF: opens in Excel as it is.
export const csv = (lines: readonly (readonly string[])[]): string => `\uFEFF${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
