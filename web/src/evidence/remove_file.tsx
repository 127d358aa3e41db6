import { useAct } from "../api/act";
import { api, keyed, unwrap } from "../api/client";
import { useLanguage } from "../i18n/language";
import { Dialog } from "../ui/dialog";
import { ActResult, Notice } from "../ui/notice";
import { Numbers } from "../ui/numbers";
import type { Evidence } from "./freshness";

// Says by name what will go, and where the file still stands: while it stands behind an answer it cannot go.
export function RemoveFile({ file, onRemoved, onClose }: { file: Evidence; onRemoved: () => void; onClose: () => void }) {
  const { t } = useLanguage();
  const act = useAct(
    (_input: null, key) => unwrap(api.DELETE("/evidence/{evidence}", { params: { path: { evidence: file.id }, header: keyed(key) } })),
    [["evidence"]],
  );
  const criteria = [...new Set(file.stands_behind.map(({ criterion }) => criterion))];
  const isTied = criteria.length > 0;

  async function remove() {
    onRemoved();
    if (await act.run(null)) onClose();
  }

  return (
    <Dialog title={t("file.remove_title")} onClose={onClose}>
      <p><strong>{file.file_name}</strong></p>
      {isTied
        ? <Notice kind="wait"><p>{t("file.remove_tied", { n: criteria.length })}</p><p className="small"><Numbers of={criteria} /></p></Notice>
        : <p>{t("file.remove_text")}</p>}
      <div className="row">
        {!isTied && <button type="button" className="button grave first" disabled={act.isRunning} onClick={() => void remove()}>{t("file.remove_yes")}</button>}
        <button type="button" className="button" onClick={onClose}>{t(isTied ? "ui.close" : "ui.cancel")}</button>
      </div>
      <ActResult act={act} />
    </Dialog>
  );
}
