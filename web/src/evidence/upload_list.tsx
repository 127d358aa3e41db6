import { useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";
import { ProblemLine } from "../ui/notice";
import type { Upload } from "./upload_queue";

interface ListProps {
  uploads: readonly Upload[];
  onRetry: (key: string) => void;
  onClear: () => void;
}

// What is done, what is left; results stay until put away.
export function UploadList({ uploads, onRetry, onClear }: ListProps) {
  const { t } = useLanguage();
  if (uploads.length === 0) return <div role="status" />;
  const latest = uploads.filter(({ drop }) => drop === uploads.at(-1)?.drop); // A fault of an earlier drop stays in sight but is not counted again.
  const done = latest.filter(({ is }) => is === "done").length;
  const isBusy = uploads.some(({ is }) => is === "waiting" || is === "sending");
  return (
    <div className="stack tight upload-list">
      <div className="row apart">
        <p role="status"><strong>{t("upload.count", { done, all: latest.length })}</strong></p>
        {!isBusy && <button type="button" className="link-button small" onClick={onClear}>{t("upload.clear")}</button>}
      </div>
      <ul className="plain stack tight">
        {uploads.map((upload, index) => (
          <li key={upload.key}>
            <p className="row"><Icon name={upload.is === "done" ? "check" : "file"} /><span className="upload-name">{upload.file.name}</span></p>
            {sameBefore(uploads, index) && <p className="small"><Icon name="copy" /> {t("upload.same", { name: sameBefore(uploads, index)?.file.name ?? "" })}</p>}
            {upload.is === "waiting" && <p className="small soft">{t("upload.waiting")}</p>}
            {upload.is === "sending" && <progress max={1} value={upload.share} aria-label={upload.file.name} />}
            {upload.is === "too_large" && <ProblemLine>{t("upload.too_large")}</ProblemLine>}
            {upload.is === "refused" && <ProblemLine>{upload.isName && <>{t("upload.about_name")} </>}{upload.said}</ProblemLine>}
            {upload.is === "gone" && (
              <div className="row"><ProblemLine>{t("upload.gone")}</ProblemLine><button type="button" className="button" onClick={() => onRetry(upload.key)}>{t("upload.retry")}</button></div>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

const sameBefore = (uploads: readonly Upload[], at: number): Upload | undefined =>
  uploads.slice(0, at).find(({ evidence }) => evidence !== undefined && evidence === uploads[at]?.evidence);
