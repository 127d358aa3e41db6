import { useLanguage } from "../i18n/language";
import { Dialog } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { DownloadButton } from "./download";
import type { Evidence } from "./freshness";
import { kindOf, Look } from "./look";

// `isGone`: somebody took the file off the shelf while it is looked at. What was read already stays in sight.
export function PreviewDialog({ file, isGone, onClose }: { file: Evidence; isGone?: boolean; onClose: () => void }) {
  const { t } = useLanguage();
  return (
    <Dialog title={file.file_name} onClose={onClose} isWide>
      <div role="status">{isGone && <Notice kind="warn" title={t("look.gone")}><p>{t("look.gone_next")}</p></Notice>}</div>
      <Look file={file} />
      {["workbook", "table"].includes(kindOf(file.file_name)) && <p className="small soft">{t("file.preview_note")}</p>}
      {!isGone && <div><DownloadButton evidence={file.id} fileName={file.file_name} /></div>}
    </Dialog>
  );
}
