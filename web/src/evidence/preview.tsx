import { useLanguage } from "../i18n/language";
import { Dialog } from "../ui/dialog";
import { DownloadButton } from "./download";
import type { Evidence } from "./freshness";
import { Look } from "./look";

export function PreviewDialog({ file, onClose }: { file: Evidence; onClose: () => void }) {
  const { t } = useLanguage();
  return (
    <Dialog title={file.file_name} onClose={onClose} isWide>
      <Look file={file} />
      <p className="small soft">{t("file.preview_note")}</p>
      <div><DownloadButton evidence={file.id} fileName={file.file_name} /></div>
    </Dialog>
  );
}
