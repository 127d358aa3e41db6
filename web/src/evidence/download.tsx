import { useAct } from "../api/act";
import { api, unwrap } from "../api/client";
import { useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";
import { ActResult } from "../ui/notice";
import { saveFile } from "../ui/save_file";

export const readContent = (evidence: string): Promise<Blob> =>
  unwrap(api.GET("/evidence/{evidence}/content", { params: { path: { evidence } }, parseAs: "blob" })) as Promise<Blob>;

// Fetched first and then saved, so that a refusal (the bytes no longer match their hash) is said here and not in a broken file.
export function DownloadButton({ evidence, fileName }: { evidence: string; fileName: string }) {
  const { t } = useLanguage();
  const act = useAct(async (_input: null) => saveFile(await readContent(evidence), fileName));
  return (
    <>
      <button type="button" className="link-button" disabled={act.isRunning} onClick={() => void act.run(null)}><Icon name="download" />{t("file.download")}<span className="visually-hidden"> {fileName}</span></button>
      <ActResult act={act} />
    </>
  );
}
