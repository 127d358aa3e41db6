// A look into a file without leaving the page: text and tables as text, pictures drawn on a canvas. Nothing of the file runs.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useLanguage } from "../i18n/language";
import { Dialog } from "../ui/dialog";
import { Loaded } from "../ui/loaded";
import { DownloadButton, readContent } from "./download";
import type { Evidence } from "./freshness";

const kMaxLines = 400;
const kMaxTextBytes = 512 * 1024;

export const isPicture = (name: string) => /\.(png|jpe?g|gif|webp|bmp)$/i.test(name);
const isText = (name: string) => /\.(txt|csv|tsv|log|md|json|xml|conf|cfg|ini|eml)$/i.test(name);
export const canPreview = ({ file_name }: Pick<Evidence, "file_name">) => isPicture(file_name) || isText(file_name);

// Office tools in Japan write UTF-8, or CP932 without saying so.
export async function textOf(blob: Blob): Promise<string> {
  const bytes = await blob.slice(0, kMaxTextBytes).arrayBuffer();
  const isCut = blob.size > kMaxTextBytes; // The last character may be cut in two; then a strict reading would fail.
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    return new TextDecoder("shift_jis").decode(bytes);
  }
}

export function PreviewDialog({ file, onClose }: { file: Evidence; onClose: () => void }) {
  const { t } = useLanguage();
  const content = useQuery({ queryKey: ["content", file.id, file.sha256], queryFn: () => readContent(file.id), retry: false, gcTime: 60_000 });
  return (
    <Dialog title={file.file_name} onClose={onClose} isWide>
      <Loaded query={content}>
        {(blob) => (isPicture(file.file_name) ? <PictureOf blob={blob} name={file.file_name} /> : <TextOf id={file.id} blob={blob} />)}
      </Loaded>
      <p className="small soft">{t("file.preview_note")}</p>
      <div><DownloadButton evidence={file.id} fileName={file.file_name} /></div>
    </Dialog>
  );
}

function TextOf({ id, blob }: { id: string; blob: Blob }) {
  const { t } = useLanguage();
  const text = useQuery({ queryKey: ["text", id], queryFn: () => textOf(blob), gcTime: 0 });
  return (
    <Loaded query={text}>
      {(whole) => {
        const lines = whole.split(/\r?\n/);
        return (
          <>
            <pre className="preview-text" tabIndex={0} aria-label={t("file.preview")}>{lines.slice(0, kMaxLines).join("\n")}</pre>
            {(lines.length > kMaxLines || blob.size > kMaxTextBytes) && <p className="small">{t("file.preview_cut")}</p>}
          </>
        );
      }}
    </Loaded>
  );
}

export function PictureOf({ blob, name }: { blob: Blob; name: string }) {
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
