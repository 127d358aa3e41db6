// What was confirmed or declared stands closed wherever a change would break its seal: answers, evidence, scope, the firm's legal
// name. It opens by a step of its own that says what is lost; pages ask useSeal() and show its `notice`.
import { type ReactNode, useState } from "react";
import { useLanguage } from "../i18n/language";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icons";
import { Notice } from "../ui/notice";

export interface Sealable {
  state: string; // Of the assessment.
  seal: { is_intact: boolean } | null;
}

export interface SealGuard {
  isClosed: boolean; // Nothing may change here before the person has agreed to what is lost.
  ask: () => void;
  notice: ReactNode; // Says that it is closed, and asks; nothing where it is open.
}

// `mayChange`: whether the person could change anything here at all.
export function useSeal(assessment: Sealable | undefined, mayChange: boolean): SealGuard {
  const [isLetGo, setIsLetGo] = useState(false);
  const [asks, setAsks] = useState(false);
  const isSealed = assessment?.seal?.is_intact === true && (assessment.state === "confirmed" || assessment.state === "declared");
  const isClosed = mayChange && isSealed && !isLetGo;
  const isDeclared = assessment?.state === "declared";
  return {
    isClosed,
    ask: () => setAsks(true),
    notice: isClosed ? (
      <>
        <Sealed isDeclared={isDeclared} onAsk={() => setAsks(true)} />
        {asks && <LetSealGo isDeclared={isDeclared} onClose={() => setAsks(false)} onAgree={() => { setIsLetGo(true); setAsks(false); }} />}
      </>
    ) : null,
  };
}

function Sealed({ isDeclared, onAsk }: { isDeclared: boolean; onAsk: () => void }) {
  const { t } = useLanguage();
  return (
    <Notice kind="info" title={t(isDeclared ? "sealed.declared" : "sealed.confirmed")}>
      <p>{t("sealed.closed")}</p>
      <p><button type="button" className="button" onClick={onAsk}><Icon name="edit" />{t("sealed.ask")}</button></p>
    </Notice>
  );
}

function LetSealGo({ isDeclared, onAgree, onClose }: { isDeclared: boolean; onAgree: () => void; onClose: () => void }) {
  const { t } = useLanguage();
  return (
    <Dialog title={t("sealed.title")} onClose={onClose}>
      <p>{t(isDeclared ? "sealed.loses_declared" : "sealed.loses_confirmed")}</p>
      <div className="row">
        <button type="button" className="button first" autoFocus onClick={onClose}>{t("sealed.keep")}</button>
        <button type="button" className="button grave" onClick={onAgree}>{t("sealed.agree")}</button>
      </div>
    </Dialog>
  );
}
