import { type ReactNode, useEffect, useId, useRef } from "react";
import { useLanguage } from "../i18n/language";
import { Icon } from "./icons";

interface DialogProps {
  title: string;
  onClose: () => void;
  isWide?: boolean;
  children: ReactNode;
}

// The browser's own modal dialog: it holds the focus, which begins in its first field, closes on Escape and gives the focus back.
export function Dialog({ title, onClose, isWide, children }: DialogProps) {
  const { t } = useLanguage();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    if (shown && !shown.open) {
      shown.showModal();
      shown.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea")?.focus(); // What is asked for, rather than the way out.
    }
    return () => shown?.close();
  }, []);
  return (
    <dialog ref={dialog} className={isWide ? "wide" : undefined} aria-labelledby={id} onCancel={(event) => { event.preventDefault(); onClose(); }}>
      <div className="stack">
        <div className="row apart">
          <h2 id={id}>{title}</h2>
          <button type="button" className="link-button" onClick={onClose}><Icon name="cross" />{t("ui.close")}</button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
