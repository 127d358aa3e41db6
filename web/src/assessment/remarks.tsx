import type { Schemas } from "../api/client";
import { dayOf } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";
import type { Item } from "./view";

interface RemarksProps {
  criterion: string;
  item: Item;
  review: Schemas["Review"] | undefined;
}

// What the expert said on this criterion: returned with a reason, or advised. The newest first.
export function Remarks({ criterion, item, review }: RemarksProps) {
  const { t } = useLanguage();
  const isHere = (entry: { criterion: string }) => entry.criterion === criterion;
  const returned = [...(review?.decisions ?? []), ...(review?.earlier ?? [])].filter((entry) => isHere(entry) && entry.decision === "returned");
  const advice = review?.advice.filter(isHere) ?? [];
  const isOpen = item.answer?.review === "returned";
  if (returned.length + advice.length === 0 && item.answer?.review !== "confirmed") return null;
  return (
    <div className="stack tight">
      {item.answer?.review === "confirmed" && <p><span className="tag good"><Icon name="check" />{t("remark.confirmed")}</span></p>}
      {returned.map((entry, index) => (
        <div key={`${entry.round}-${entry.decided_at}`} className={index === 0 && isOpen ? "notice warn" : "notice"}>
          <Icon name="returned" />
          <div>
            <p><strong>{t(index === 0 && isOpen ? "remark.returned" : "remark.returned_before", { name: entry.decided_by_name, day: dayOf(entry.decided_at), round: entry.round })}</strong></p>
            <p className="keep-lines">{entry.reason}</p>
          </div>
        </div>
      ))}
      {advice.map((entry) => (
        <div key={entry.id} className="notice">
          <Icon name="info" />
          <div>
            <p><strong>{t("remark.advice", { name: entry.given_by_name, day: dayOf(entry.given_at) })}</strong></p>
            <p className="keep-lines">{entry.text}</p>
          </div>
        </div>
      ))}
    </div>
  );
}
