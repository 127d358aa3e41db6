// A confirmed or declared assessment stands closed: its answers save themselves, so one touch would break the seal.
// It opens by a step of its own that says what is lost.
import type { Schemas } from "../api/client";
import { useLanguage } from "../i18n/language";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icons";
import { Notice } from "../ui/notice";

type State = Schemas["AssessmentState"];

export function Sealed({ state, onAsk }: { state: State; onAsk: () => void }) {
  const { t } = useLanguage();
  return (
    <Notice kind="info" title={t(state === "declared" ? "sealed.declared" : "sealed.confirmed")}>
      <p>{t("sealed.closed")}</p>
      <p><button type="button" className="button" onClick={onAsk}><Icon name="edit" />{t("sealed.ask")}</button></p>
    </Notice>
  );
}

export function LetSealGo({ state, onAgree, onClose }: { state: State; onAgree: () => void; onClose: () => void }) {
  const { t } = useLanguage();
  return (
    <Dialog title={t("sealed.title")} onClose={onClose}>
      <p>{t(state === "declared" ? "sealed.loses_declared" : "sealed.loses_confirmed")}</p>
      <div className="row">
        <button type="button" className="button first" autoFocus onClick={onClose}>{t("sealed.keep")}</button>
        <button type="button" className="button grave" onClick={onAgree}>{t("sealed.agree")}</button>
      </div>
    </Dialog>
  );
}
