import { useLanguage } from "../i18n/language";
import type { FormDraft } from "./draft";
import { Notice } from "./notice";

// Over a form that shows what was typed before and never saved.
export function DraftNotice<T>({ draft }: { draft: FormDraft<T> }) {
  const { t } = useLanguage();
  if (!draft.isRestored) return null;
  return (
    <Notice kind={draft.hasBaseMoved ? "warn" : "info"}>
      <p>{t(draft.hasBaseMoved ? "draft.restored_moved" : "draft.restored")}</p>
      <p><button type="button" className="link-button" onClick={draft.discard}>{t("draft.discard")}</button></p>
    </Notice>
  );
}
