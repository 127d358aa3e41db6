import { useState } from "react";
import type { Schemas } from "../api/client";
import { answerWithPasskey, canUsePasskeys, NoPasskey } from "../api/passkey";
import { useLanguage } from "../i18n/language";
import { ProblemLine } from "../ui/notice";

// Asks the browser for a passkey and hands its answer on. Nothing where the browser has none.
export function PasskeyButton({ label, isFirst, onAnswer }: { label: string; isFirst?: boolean; onAnswer: (answer: Schemas["PasskeyAnswer"]) => Promise<unknown> }) {
  const { t } = useLanguage();
  const [state, setState] = useState<"idle" | "asking" | "failed">("idle");
  if (!canUsePasskeys()) return null;

  async function ask() {
    setState("asking");
    try {
      await onAnswer(await answerWithPasskey());
      setState("idle");
    } catch (fault) {
      setState("failed");
      if (!(fault instanceof NoPasskey)) console.warn("passkey", fault);
    }
  }

  return (
    <div className="stack tight">
      <div><button type="button" className={isFirst ? "button first" : "button"} disabled={state === "asking"} onClick={() => void ask()}>{label}</button></div>
      <div role="status">{state === "failed" && <ProblemLine>{t("passkey.gone_wrong")}</ProblemLine>}</div>
    </div>
  );
}
