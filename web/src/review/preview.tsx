// A look at a file beside the question: tables as tables, text as text, pictures drawn. Nothing in the file is run.
import { useQuery } from "@tanstack/react-query";
import { readContent } from "../evidence/download";
import { isPicture, PictureOf, textOf } from "../evidence/preview";
import { useLanguage } from "../i18n/language";
import { Loaded } from "../ui/loaded";
import { tableOf } from "./csv_table";
import type { Evidence } from "./doubt";

const kRows = 200;
const kCharacters = 40_000;

export function Preview({ file }: { file: Evidence }) {
  const content = useQuery({ queryKey: ["content", file.id, file.sha256], queryFn: () => readContent(file.id), retry: false, gcTime: 60_000 });
  return <Loaded query={content}>{(blob) => (isPicture(file.file_name) ? <PictureOf blob={blob} name={file.file_name} /> : <Words blob={blob} file={file} />)}</Loaded>;
}

function Words({ blob, file }: { blob: Blob; file: Evidence }) {
  const text = useQuery({ queryKey: ["text", file.id, file.sha256], queryFn: () => textOf(blob), gcTime: 0 });
  return <Loaded query={text}>{(words) => (/\.[ct]sv$/i.test(file.file_name) ? <Table words={words} name={file.file_name} /> : <Text words={words} name={file.file_name} />)}</Loaded>;
}

function Table({ words, name }: { words: string; name: string }) {
  const { t } = useLanguage();
  const rows = tableOf(words, /\.tsv$/i.test(name) ? "\t" : ",", kRows + 1);
  return (
    <>
      <div className="look" role="region" aria-label={t("review.preview.text", { name })} tabIndex={0}>
        <table><tbody>{rows.slice(0, kRows).map((row, index) => <tr key={index}>{row.map((cell, column) => <td key={column}>{cell}</td>)}</tr>)}</tbody></table>
      </div>
      {rows.length > kRows && <p className="small soft">{t("review.preview.first_rows", { n: kRows })}</p>}
    </>
  );
}

function Text({ words, name }: { words: string; name: string }) {
  const { t } = useLanguage();
  return (
    <>
      <pre className="look" role="region" aria-label={t("review.preview.text", { name })} tabIndex={0}>{words.slice(0, kCharacters)}</pre>
      {words.length > kCharacters && <p className="small soft">{t("review.preview.first_part", { n: kCharacters })}</p>}
    </>
  );
}
