import { dayOf } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";
import type { Review } from "./use_review";

// What was decided and advised about one criterion before, newest first. Criterion "": about the whole.
export function Remarks({ review, criterion }: { review: Review; criterion: string }) {
  const { t } = useLanguage();
  const earlier = review.earlier.filter((decision) => decision.criterion === criterion).map((decision) => ({
    id: `${decision.round} ${decision.decision}`,
    at: decision.decided_at,
    who: decision.decided_by_name,
    what: t(decision.decision === "confirmed" ? "review.remarks.confirmed" : "review.remarks.returned", { n: decision.round }),
    icon: decision.decision === "confirmed" ? ("check" as const) : ("returned" as const),
    text: decision.reason,
  }));
  const advice = review.advice.filter((each) => each.criterion === criterion).map((each) => ({
    id: each.id,
    at: each.given_at,
    who: each.given_by_name,
    what: t("review.remarks.advice"),
    icon: "info" as const,
    text: each.text,
  }));
  const remarks = [...earlier, ...advice].sort((a, b) => b.at.localeCompare(a.at));
  if (remarks.length === 0) return null;
  return (
    <div className="stack tight">
      <h3 className="desk-part">{t("review.remarks.title")}</h3>
      <ul className="plain stack tight">
        {remarks.map((remark) => (
          <li key={remark.id}>
            <p className="small soft"><Icon name={remark.icon} /> {remark.what}・{remark.who}・{dayOf(remark.at)}</p>
            {remark.text && <p className="desk-quote keep-lines">{remark.text}</p>}
          </li>
        ))}
      </ul>
    </div>
  );
}
