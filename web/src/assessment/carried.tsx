// An answer that was carried over, from another edition or from last year: whence, and the button that makes it the firm's word here.
import { Link } from "wouter";
import { useAct } from "../api/act";
import { api, keyed, type Schemas, unwrap } from "../api/client";
import { type PlainKey, useLanguage } from "../i18n/language";
import { ActResult, Notice } from "../ui/notice";
import { type Item, wordsOf } from "./view";

export const changeNames: Record<Schemas["ChangeKind"], PlainKey> = {
  kept: "change.kept", reworded: "change.reworded", merged: "change.merged", split: "change.split", new: "change.new", gone: "change.gone",
};

export function CarriedNotice({ assessment, item, mayAnswer }: { assessment: string; item: Item; mayAnswer: boolean }) {
  const { t } = useLanguage();
  const answer = item.answer;
  const act = useAct(
    ({ criterion, version }: { criterion: string; version: number }, key) =>
      unwrap(api.PUT("/assessments/{assessment}/answers/{criterion}", { params: { path: { assessment, criterion }, header: keyed(key) }, body: { ...wordsOf(answer as NonNullable<typeof answer>), version } })),
    [["answers", assessment]],
  );
  if (!answer?.carried) return null;
  const { carried } = answer;
  return (
    <Notice kind={carried.second_look ? "warn" : "info"}>
      <p>{carried.kind === "renewed" ? t("carried.renewed") : t("carried.from", { numbers: carried.from.join(", "), change: t(changeNames[carried.kind]) })} <Link href={`/app/assessments/${carried.from_assessment}?c=${carried.from[0] ?? ""}`}>{t("carried.see")}</Link></p>
      {carried.second_look && <p>{t(carried.kind === "renewed" ? "carried.look_again" : "carried.second_look")}</p>}
      {carried.second_look && mayAnswer && !item.slot && <p><button type="button" className="button" disabled={act.isRunning} onClick={() => void act.run({ criterion: answer.criterion, version: answer.version })}>{t("carried.stands")}</button></p>}
      <ActResult act={act} />
    </Notice>
  );
}
