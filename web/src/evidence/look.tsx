// A look into a file without leaving the page: pictures and the pages of a PDF drawn on a canvas, tables and texts as text.
// Nothing of the file runs. What has no preview is said to have none.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api, type Problem, unwrap } from "../api/client";
import { useLanguage } from "../i18n/language";
import { Loaded } from "../ui/loaded";
import { Notice } from "../ui/notice";
import { part } from "../ui/part";
import { tableOf } from "./csv_table";
import { readContent } from "./download";
import type { Evidence } from "./freshness";

const PdfPages = part(() => import("./pdf_pages"));

const kRows = 200;
const kCharacters = 40_000;
const kMaxTextBytes = 512 * 1024;

type Kind = "picture" | "pdf" | "workbook" | "table" | "text" | "none";
const endings: readonly [Kind, RegExp][] = [
  ["picture", /\.(png|jpe?g|gif|webp|bmp)$/i], ["pdf", /\.pdf$/i], ["workbook", /\.xlsx$/i], ["table", /\.[ct]sv$/i],
  ["text", /\.(txt|log|md|json|xml|conf|cfg|ini|eml)$/i],
];
export const kindOf = (name: string): Kind => endings.find(([, ending]) => ending.test(name))?.[0] ?? "none";
export const canLook = ({ file_name }: Pick<Evidence, "file_name">) => kindOf(file_name) !== "none";

export function Look({ file }: { file: Evidence }) {
  const { t } = useLanguage();
  const kind = kindOf(file.file_name);
  if (kind === "none") return <p className="small soft">{t("look.none")}</p>;
  return kind === "workbook" ? <Workbook file={file} /> : <Content file={file} kind={kind} />;
}

// Taken away, or no longer this reader's to see: asking again would not help.
function Gone() {
  const { t } = useLanguage();
  return <Notice kind="warn" title={t("look.gone")}><p>{t("look.gone_next")}</p></Notice>;
}
const whenGone = (problem: Problem) => (problem.key === "evidence.not_found" ? <Gone /> : null);

function Content({ file, kind }: { file: Evidence; kind: Kind }) {
  const content = useQuery({ queryKey: ["content", file.id, file.sha256], queryFn: () => readContent(file.id), retry: false, gcTime: 60_000 });
  return (
    <Loaded query={content} refused={whenGone}>
      {(blob) => {
        if (kind === "picture") return <Picture blob={blob} name={file.file_name} />;
        if (kind === "pdf") return <PdfPages blob={blob} name={file.file_name} />;
        return <Words blob={blob} file={file} kind={kind} />;
      }}
    </Loaded>
  );
}

// Office tools in Japan write UTF-8, or CP932 without saying so.
async function textOf(blob: Blob): Promise<string> {
  const bytes = await blob.slice(0, kMaxTextBytes).arrayBuffer();
  const isCut = blob.size > kMaxTextBytes; // The last character may be cut in two; then a strict reading would fail.
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    return new TextDecoder("shift_jis").decode(bytes);
  }
}

function Words({ blob, file, kind }: { blob: Blob; file: Evidence; kind: Kind }) {
  const { t } = useLanguage();
  const name = file.file_name;
  const text = useQuery({ queryKey: ["text", file.id, file.sha256], queryFn: () => textOf(blob), gcTime: 0 });
  return (
    <Loaded query={text}>
      {(words) => {
        if (kind === "table") {
          const rows = tableOf(words, /\.tsv$/i.test(name) ? "\t" : ",", kRows + 1);
          return <Cells name={name} rows={rows.slice(0, kRows)} isCut={rows.length > kRows} />;
        }
        return (
          <>
            <pre className="look" role="region" aria-label={t("look.text", { name })} tabIndex={0}>{words.slice(0, kCharacters)}</pre>
            {(words.length > kCharacters || blob.size > kMaxTextBytes) && <p className="small soft">{t("look.first_part", { n: kCharacters.toLocaleString() })}</p>}
          </>
        );
      }}
    </Loaded>
  );
}

function Cells({ name, rows, isCut }: { name: string; rows: readonly (readonly string[])[]; isCut: boolean }) {
  const { t } = useLanguage();
  return (
    <>
      <div className="look" role="region" aria-label={t("look.text", { name })} tabIndex={0}>
        <table>
          <tbody>{rows.map((row, index) => <tr key={index}><th scope="row" className="number">{index + 1}</th>{row.map((cell, column) => <td key={column}>{cell}</td>)}</tr>)}</tbody>
        </table>
      </div>
      {isCut && <p className="small soft">{t("look.first_rows", { n: rows.length })}</p>}
    </>
  );
}

function Workbook({ file }: { file: Evidence }) {
  const { t } = useLanguage();
  const [chosen, setChosen] = useState(0);
  const book = useQuery({
    queryKey: ["look", file.id, file.sha256], queryFn: () => unwrap(api.GET("/evidence/{evidence}/preview", { params: { path: { evidence: file.id } } })), retry: false, gcTime: 60_000,
  });
  const nameOf = ({ name, is_hidden }: { name: string; is_hidden: boolean }) => (is_hidden ? t("look.hidden_sheet", { name }) : name);
  return (
    <Loaded query={book} refused={whenGone}>
      {({ sheets, sheets_in_all }) => {
        const sheet = sheets[chosen] ?? sheets[0];
        if (!sheet) return <p>{t("look.no_sheet")}</p>;
        return (
          <div className="stack tight">
            {sheets.length > 1 ? (
              <label className="row small">
                <span>{t("look.sheet")}</span>
                <select className="input" value={chosen} onChange={(event) => setChosen(Number(event.target.value))}>
                  {sheets.map((each, index) => <option key={index} value={index}>{nameOf(each)}</option>)}
                </select>
                {sheets_in_all > sheets.length && <span className="soft">{t("look.more_sheets", { n: sheets_in_all })}</span>}
              </label>
            ) : <p className="small soft">{t("look.sheet")} {nameOf(sheet)}</p>}
            {sheet.rows.length === 0 ? <p>{t("look.empty_sheet")}</p> : <Cells name={`${file.file_name} ${sheet.name}`} rows={sheet.rows} isCut={sheet.rows_in_all > sheet.rows.length} />}
            {sheet.columns_in_all > (sheet.rows[0]?.length ?? 0) && <p className="small soft">{t("look.first_columns", { n: sheet.rows[0]?.length ?? 0, of: sheet.columns_in_all })}</p>}
          </div>
        );
      }}
    </Loaded>
  );
}

function Picture({ blob, name }: { blob: Blob; name: string }) {
  const { t } = useLanguage();
  const [isBroken, setIsBroken] = useState(false);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    void createImageBitmap(blob).then((picture) => {
      if (!canvas.current) return;
      canvas.current.width = picture.width;
      canvas.current.height = picture.height;
      canvas.current.getContext("2d")?.drawImage(picture, 0, 0);
    }).catch(() => setIsBroken(true));
  }, [blob]);
  if (isBroken) return <p>{t("file.preview_broken")}</p>;
  return <canvas ref={canvas} className="preview-picture" role="img" aria-label={name} />;
}
