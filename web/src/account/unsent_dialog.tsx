import { Link } from "wouter";
import { outbox, waitsForPerson } from "../api/outbox";
import { useLanguage } from "../i18n/language";
import { Dialog } from "../ui/dialog";

// Signing out with words that the server does not hold: they stay in this browser. Some only need time; others need the person, so those are named.
export function UnsentDialog({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const { t } = useLanguage();
  const unfinished = outbox.all().filter(waitsForPerson);
  const unsent = outbox.size() - unfinished.length;
  return (
    <Dialog title={t("shell.unsent_title")} onClose={onStay}>
      {unfinished.length > 0 && (
        <>
          <p>{t("shell.unfinished_text", { n: unfinished.length })}</p>
          <ul>
            {unfinished.map(({ assessment, criterion }) => (
              <li key={assessment + criterion}><Link href={`/app/assessments/${assessment}?c=${criterion}`} onClick={onStay}>{t("shell.unfinished_one", { number: criterion })}</Link></li>
            ))}
          </ul>
        </>
      )}
      {unsent > 0 && <p>{t("shell.unsent_text", { n: unsent })}</p>}
      <div className="row">
        <button type="button" className="button first" onClick={onStay}>{t(unsent > 0 ? "shell.unsent_stay" : "shell.unfinished_stay")}</button>
        <button type="button" className="button" onClick={onLeave}>{t("shell.unsent_leave")}</button>
      </div>
    </Dialog>
  );
}
