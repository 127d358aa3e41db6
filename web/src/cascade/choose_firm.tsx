import { type FormEvent, useState } from "react";
import { useAct } from "../api/act";
import { api, unwrap } from "../api/client";
import { useLanguage } from "../i18n/language";
import { prefectureName, sectorName } from "../organisation/places_and_trades";
import { TextField } from "../ui/field";
import { ActResult } from "../ui/notice";
import { asJson, count, firmName, hasOwnSectors, type RankedFirm } from "./data";

const kShown = 10;

interface Found { items: readonly RankedFirm[]; found: number; hasOwnSectors: boolean }

// One firm of the network by a part of its name or number. What the list of measured firms does not know is taken as a number: the network may.
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
    else if (first) setFound({ items: answer.items, found: answer.found, hasOwnSectors: hasOwnSectors(answer.about) });
    else choose(wanted);
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
          <p>{t("cascade.choose.which", { n: count(found.found) })}</p>
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
