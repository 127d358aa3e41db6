import { outbox } from "../api/outbox";
import { useLanguage } from "../i18n/language";
import { Dialog } from "../ui/dialog";

// Signing out with words that have not reached the server: they stay in this browser and go out after the next sign-in.
export function UnsentDialog({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const { t } = useLanguage();
  return (
    <Dialog title={t("shell.unsent_title")} onClose={onStay}>
      <p>{t("shell.unsent_text", { n: outbox.size() })}</p>
      <div className="row">
        <button type="button" className="button first" onClick={onStay}>{t("shell.unsent_stay")}</button>
        <button type="button" className="button" onClick={onLeave}>{t("shell.unsent_leave")}</button>
      </div>
    </Dialog>
  );
}
