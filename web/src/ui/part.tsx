import { type ComponentType, useEffect, useState } from "react";
import { useLanguage } from "../i18n/language";
import { Loading } from "./loaded";
import { Notice } from "./notice";

// A part of the app in its own chunk, fetched when it is first shown. Unlike React's lazy it is drawn as soon as it is here, where a
// Suspense boundary shows what stood there meanwhile for at least 300 ms; and it says so where the chunk cannot be fetched.
// `ahead` fetches it before it is shown: it is then drawn at once.
export function part<P extends object>(load: () => Promise<{ default: ComponentType<P> }>): ComponentType<P> & { ahead: () => void } {
  let Fetched: ComponentType<P> | undefined;
  const fetched = () => load().then((chunk) => { Fetched = chunk.default; });
  function Part(props: P) {
    const { t } = useLanguage();
    const [outcome, setOutcome] = useState<"fetched" | "failed">();
    useEffect(() => {
      if (Fetched) return;
      let isShown = true;
      const settle = (found: "fetched" | "failed") => { if (isShown) setOutcome(found); };
      fetched().then(() => settle("fetched"), () => settle("failed"));
      return () => { isShown = false; };
    }, []);
    if (Fetched) return <Fetched {...props} />;
    if (!outcome) return <Loading />;
    return (
      <Notice kind="bad" title={t("ui.cannot_read")}>
        <button type="button" className="button" onClick={() => location.reload()}>{t("ui.try_again")}</button>
      </Notice>
    );
  }
  return Object.assign(Part, { ahead: () => void fetched().catch(() => undefined) });
}
