import { type FormEvent, useState } from "react";
import { useAct } from "../api/act";
import { api, unwrap } from "../api/client";
import { useLanguage } from "../i18n/language";
import { prefectureName, sectorName } from "../organisation/places_and_trades";
import { TextField } from "../ui/field";
import { ActResult } from "../ui/notice";
import { asJson, count, firmName, hasOwnSectors, type RankedFirm } from "./data";

const kShown = 10;

interface Found { typed: string; items: readonly RankedFirm[]; found: number; hasOwnSectors: boolean }

// One firm among those measured, by a part of its name or number.
export function ChooseFirm({ run, label, onChoose }: { run: string; label: string; onChoose: (id: string) => void }) {
  const { t, language } = useLanguage();
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  const act = useAct((q: string) => asJson(unwrap(api.GET("/network-runs/{run}/firms", { params: { path: { run }, query: { q, limit: kShown, reasons: "none" } } }))));

  function choose(id: string) {
    setFound(null);
    onChoose(id);
  }
  async function find(event: FormEvent) {
    event.preventDefault();
    const wanted = typed.normalize("NFKC").trim();
    if (wanted === "") return;
    const answer = await act.run(wanted);
    if (!answer) return;
    const [first] = answer.items;
    const exact = answer.items.find((firm) => firm.id === wanted) ?? (answer.found === 1 ? first : undefined);
    if (exact) choose(exact.id);
    else setFound({ typed: wanted, items: answer.items, found: answer.found, hasOwnSectors: hasOwnSectors(answer.about) });
  }
  return (
    <form className="stack tight no-print" role="search" onSubmit={(event) => void find(event)}>
      <div className="row choose-firm">
        <TextField name="firm" type="search" size="middle" label={label} value={typed} onChange={setTyped} isRequired problem={act.problem} />
        <button className="button first" disabled={act.isRunning}>{t("cascade.choose.go")}</button>
        <ActResult act={act} />
      </div>
      {found && (
        <div role="status">
          <p>{found.found > 0 ? t("cascade.choose.which", { n: count(found.found) }) : t("cascade.choose.none", { typed: found.typed })}</p>
          {found.found === 0 && <p><button type="button" className="link-button" onClick={() => choose(found.typed)}>{t("cascade.choose.as_id")}</button></p>}
          <ul className="plain">
            {found.items.map((firm) => (
              <li key={firm.id}>
                <button type="button" className="link-button" onClick={() => choose(firm.id)}>{firmName(firm)}</button>{" "}
                <span className="small soft">{firm.name && <span className="code">{firm.id}</span>} {t("cascade.filter.sector", { value: sectorName(firm.sector, found.hasOwnSectors, language) })}{firm.prefecture && ` · ${prefectureName(firm.prefecture, language)}`}</span>
              </li>
            ))}
          </ul>
          {found.found > found.items.length && <p className="small soft">{t("cascade.choose.more", { n: count(found.found - found.items.length) })}</p>}
        </div>
      )}
    </form>
  );
}
