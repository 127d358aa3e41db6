// What one should know before opening a file: that it is a program, or that its content is not what its name says.
import { useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";
import type { Evidence } from "./freshness";

const kPrograms = /\.(exe|com|scr|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|msi|msix|jar|lnk|reg|dll|cpl|apk|app|sh|html?|xhtml|svg)$/i;
const kProgramTypes = new Set(["application/vnd.microsoft.portable-executable", "application/x-executable", "text/html"]);

// Endings that people trust, and what the server finds in such files (src/evidence/media_type.cpp).
const kTypes: Record<string, RegExp> = {
  pdf: /^application\/pdf$/, png: /^image\/png$/, jpg: /^image\/jpeg$/, jpeg: /^image\/jpeg$/, gif: /^image\/gif$/, bmp: /^image\/bmp$/, webp: /^image\/webp$/,
  xlsx: /spreadsheetml|ole-storage$/, docx: /wordprocessingml|ole-storage$/, pptx: /presentationml|ole-storage$/, zip: /^application\/zip$/, csv: /^text\//, txt: /^text\/|xml$/,
};

export type Doubt = "program" | "other" | null;

export function contentDoubt({ file_name, media_type }: Pick<Evidence, "file_name" | "media_type">): Doubt {
  if (kPrograms.test(file_name) || kProgramTypes.has(media_type)) return "program";
  const expected = kTypes[/\.([a-z]+)$/i.exec(file_name)?.[1]?.toLowerCase() ?? ""];
  return expected && !expected.test(media_type) ? "other" : null;
}

export function ContentDoubt({ file }: { file: Pick<Evidence, "file_name" | "media_type"> }) {
  const { t } = useLanguage();
  const doubt = contentDoubt(file);
  if (doubt === null) return null;
  return <p className="small"><span className="tag warn"><Icon name="warning" />{t(doubt === "program" ? "file.is_program" : "file.is_other")}</span></p>;
}
