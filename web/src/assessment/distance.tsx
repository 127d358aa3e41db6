import { useLanguage } from "../i18n/language";
import { Icon, Stars } from "../ui/icons";
import { StateIcon, stateNames } from "./state_mark";
import type { AnswerState } from "./view";

type Counts = Record<AnswerState, number> & { distance: number; untouched?: number };
const order: readonly AnswerState[] = ["met", "not_applicable", "planned", "not_met", "unknown"];

// How far it is to the star, in whole criteria; never as a share, for a star asks for all of them.
export function Distance({ star, isHeld, counts, returned = 0 }: { star: number; isHeld: boolean; counts: Counts; returned?: number }) {
  const { t } = useLanguage();
  const untouched = counts.untouched ?? 0;
  return (
    <div className="distance">
      <p className="distance-words">
        <Stars star={star} isHeld={isHeld} />
        {counts.distance === 0
          ? <strong>{returned > 0 ? t("distance.returned", { n: returned }) : <><Icon name="check" /> {t("distance.none")}</>}</strong>
          : <strong>{t("distance.left", { star, n: counts.distance })}</strong>}
      </p>
      <ul className="plain distance-counts">
        {order.map((state) => (
          <li key={state}><StateIcon state={state} /><span aria-hidden="true">{t(stateNames[state])}</span> <b className="number">{counts[state] - (state === "unknown" ? untouched : 0)}</b></li>
        ))}
        {untouched > 0 && <li><span>{t("distance.untouched")}</span> <b className="number">{untouched}</b></li>}
      </ul>
    </div>
  );
}
