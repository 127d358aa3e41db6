import { useRef, useState } from "react";
import { useLanguage } from "../i18n/language";
import { Icon } from "./icons";

// A link to hand over: it can be copied with one press, or selected by hand where the browser forbids that.
export function CopyLink({ path, label }: { path: string; label: string }) {
  const { t } = useLanguage();
  const field = useRef<HTMLInputElement>(null);
  const [isCopied, setIsCopied] = useState(false);
  const link = new URL(path, window.location.origin).href;

  async function copy() {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(link);
      setIsCopied(true);
    } catch {
      setIsCopied(document.execCommand("copy"));
    }
  }

  return (
    <div className="copy-link">
      <input ref={field} className="input code" readOnly value={link} aria-label={label} onFocus={(event) => event.target.select()} />
      <button type="button" className="button" onClick={() => void copy()}><Icon name="copy" />{t("ui.copy")}</button>
      <span role="status" className="small">{isCopied ? t("ui.copied") : ""}</span>
    </div>
  );
}
