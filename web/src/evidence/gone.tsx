// Files that stood here and were taken away by somebody else while one looks: said where they stood, with what to do next.
import { useCallback, useEffect, useRef, useState } from "react";
import { useLanguage } from "../i18n/language";
import { Notice } from "../ui/notice";
import type { Evidence } from "./freshness";

interface Gone {
  gone: readonly Evidence[];
  expect: (evidence: string) => void; // One's own act takes it away: nothing to say.
  putAway: () => void;
}

// `here`: the files that stand here now; undefined while they are not known.
export function useGone(here: readonly Evidence[] | undefined): Gone {
  const before = useRef<readonly Evidence[]>([]);
  const expected = useRef(new Set<string>());
  const [gone, setGone] = useState<readonly Evidence[]>([]);
  useEffect(() => {
    if (!here) return;
    const ids = new Set(here.map(({ id }) => id));
    const fresh = before.current.filter(({ id }) => !ids.has(id) && !expected.current.has(id));
    before.current = here;
    setGone((known) => {
      const left = known.filter(({ id }) => !ids.has(id));
      return fresh.length > 0 || left.length !== known.length ? [...left, ...fresh] : known;
    });
  }, [here]);
  const expect = useCallback((evidence: string) => void expected.current.add(evidence), []);
  const putAway = useCallback(() => setGone([]), []);
  return { gone, expect, putAway };
}

export function GoneNotice({ gone, place, onPutAway }: { gone: readonly Evidence[]; place: "shelf" | "criterion"; onPutAway: () => void }) {
  const { t } = useLanguage();
  const names = gone.map(({ file_name }) => file_name).join("、");
  return (
    <div role="status">
      {gone.length > 0 && (
        <Notice kind="warn" title={t(place === "shelf" ? "gone.shelf" : "gone.criterion", { names })}>
          <p>{t(place === "shelf" ? "gone.shelf_next" : "gone.criterion_next")}</p>
          <button type="button" className="button" onClick={onPutAway}>{t("gone.seen")}</button>
        </Notice>
      )}
    </div>
  );
}
