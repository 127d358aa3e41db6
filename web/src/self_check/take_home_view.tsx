// What is left, in whole criteria; and the way out: a file, paper, the server.
import { Distance } from "../assessment/distance";
import { stateNames } from "../assessment/state_mark";
import { clock, officeDate } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";
import { Notice } from "../ui/notice";
import { Page } from "../ui/page";
import type { State } from "./core";
import { OpenButton, SaveButton, WipeButton } from "./files";
import { hrefOf } from "./place";
import { sentence, useCriterionTitle, useStanding, useTools } from "./shared";
import { SeemNotToApply } from "./start_view";

const statesInTable: readonly State[] = ["met", "not_applicable", "planned", "not_met", "unknown"];

export function TakeHomeView() {
  const { t, language } = useLanguage();
  const { catalogue, store } = useTools();
  const { work, judgement, criteria } = useStanding();
  const titleOf = useCriterionTitle();
  const planned = criteria.map(({ number }) => work.answers[number]).filter((answer) => answer?.state === "planned" && answer.planned_on).sort((a, b) => ((a?.planned_on ?? "") < (b?.planned_on ?? "") ? -1 : 1));
  return (
    <Page key="rest" title={t("offline.rest_title")} lead={t("offline.rest_lead")}>
      <Distance star={work.star} isHeld={false} counts={judgement.progress} />
      <section className="sheet stack">
        <h2>{t("offline.save_title")}</h2>
        <p>{t("offline.save_text")}</p>
        {judgement.unfinished.length > 0 && (
          <Notice kind="wait" title={t("offline.unfinished", { n: judgement.unfinished.length })}>
            <ul>{judgement.unfinished.map((fault) => <li key={fault.criterion}><a href={hrefOf({ v: "list", c: fault.criterion })}><span className="code">{fault.criterion}</span> {titleOf(fault.criterion)}</a> {sentence(t, fault)}</li>)}</ul>
          </Notice>
        )}
        <div className="row"><SaveButton isFirst /><OpenButton /><button type="button" className="button" onClick={() => window.print()}>{t("offline.print")}</button></div>
        <p className="small soft">{work.savedToFile ? t(work.isChanged ? "offline.saved_before" : "offline.saved_at", { time: clock(work.savedToFile) }) : t("offline.never_saved")}</p>
        <h3>{t("offline.hand_over")}</h3>
        <ol>
          <li>{t("offline.hand_over_1")}</li>
          <li>{t("offline.hand_over_2")}</li>
          <li>{t("offline.hand_over_3")}</li>
        </ol>
      </section>
      <section className="stack tight">
        <h2>{t("offline.by_category")}</h2>
        <div className="table-frame">
          <table className="table sheet-table cards">
            <thead><tr><th scope="col">{t("offline.category")}</th><th scope="col">{t("offline.left")}</th>{statesInTable.map((state) => <th key={state} scope="col">{t(stateNames[state])}</th>)}</tr></thead>
            <tbody>
              {judgement.categories.map((category) => (
                <tr key={category.number}>
                  <th scope="row">{category.number}. {catalogue.edition.categories.find(({ number }) => number === category.number)?.[language]}</th>
                  <td className="number" data-label={t("offline.left")}><strong>{category.distance === 0 ? t("list.category_done") : t("offline.left_of", { n: category.distance, of: category.criteria })}</strong></td>
                  {statesInTable.map((state) => <td key={state} className={category[state] === 0 ? "number none" : "number"} data-label={t(stateNames[state])}>{category[state]}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      {judgement.next.length > 0 && (
        <section className="stack tight">
          <h2>{t("offline.next")}</h2>
          <ol>{judgement.next.map(({ criterion, reason }) => <li key={criterion}><a href={hrefOf({ v: "list", c: criterion })}><span className="code">{criterion}</span> {titleOf(criterion)}</a> <span className="small soft">{reason[language]}</span></li>)}</ol>
        </section>
      )}
      {planned.length > 0 && (
        <section className="stack tight">
          <h2>{t("offline.plans", { n: planned.length })}</h2>
          <ul>{planned.map((answer) => answer && <li key={answer.criterion}><a href={hrefOf({ v: "list", c: answer.criterion })}><span className="code">{answer.criterion}</span> {titleOf(answer.criterion)}</a> {t("offline.plan", { day: officeDate(answer.planned_on ?? "", language), owner: answer.planned_owner })}</li>)}</ul>
        </section>
      )}
      <SeemNotToApply />
      <section className="stack tight">
        <h2>{t("offline.wipe_heading")}</h2>
        <p>{t(store.keeps ? "offline.wipe_why" : "offline.keeps_nothing")}</p>
        <div className="row"><WipeButton /></div>
      </section>
      <p className="small soft"><Icon name="info" /> {t("offline.about_not")}</p>
    </Page>
  );
}
