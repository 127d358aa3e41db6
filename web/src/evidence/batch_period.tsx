import { useState } from "react";
import { useAct } from "../api/act";
import { api, keyed, unwrap } from "../api/client";
import { useLanguage } from "../i18n/language";
import { ActResult } from "../ui/notice";
import type { Evidence } from "./freshness";
import { PeriodFields } from "./period_fields";
import { type Period, type PeriodKind, periodOf } from "./period_words";

// Files handed in together mostly speak for the same time: it is asked once for all of them.
export function BatchPeriod({ files, onDone }: { files: readonly Evidence[]; onDone: () => void }) {
  const { t } = useLanguage();
  const [kind, setKind] = useState<PeriodKind>("unknown");
  const [period, setPeriod] = useState<Period>(periodOf("unknown", "", ""));
  const act = useAct(
    async (input: { period: Period; ids: string[] }, key) => {
      for (const { id, file_name, note, version } of files.filter((file) => input.ids.includes(file.id))) {
        await unwrap(api.PUT("/evidence/{evidence}", { params: { path: { evidence: id }, header: keyed(`${key}.${id}`.slice(0, 100)) }, body: { ...input.period, file_name, note, version } }));
      }
      return true;
    },
    [["evidence"]],
  );

  async function save() {
    if (await act.run({ period, ids: files.map(({ id }) => id) })) onDone();
  }

  return (
    <section className="sheet stack" aria-labelledby="batch-period">
      <h2 id="batch-period">{t("batch.title", { n: files.length })}</h2>
      <PeriodFields id="batch" kind={kind} period={period} problem={act.problem} onChange={(nextKind, next) => { setKind(nextKind); setPeriod(next); }} />
      <div className="row">
        <button type="button" className="button first" disabled={kind === "unknown" || act.isRunning} onClick={() => void save()}>{t("batch.save", { n: files.length })}</button>
        <button type="button" className="button" onClick={onDone}>{t("batch.later")}</button>
        <ActResult act={act} fields={["effective_from", "effective_to"]} />
      </div>
    </section>
  );
}
