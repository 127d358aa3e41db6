// The whole self-check on paper, drawn only while it is printed.
import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { Distance } from "../assessment/distance";
import { stateNames } from "../assessment/state_mark";
import { officeDate, today } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { categoryOf, type Criterion } from "./catalogue";
import { sentence, useStanding, useTools } from "./shared";

export function Paper() {
  const [isPrinting, setIsPrinting] = useState(false);
  useEffect(() => {
    const begin = () => flushSync(() => setIsPrinting(true));
    const end = () => setIsPrinting(false);
    window.addEventListener("beforeprint", begin);
    window.addEventListener("afterprint", end);
    return () => {
      window.removeEventListener("beforeprint", begin);
      window.removeEventListener("afterprint", end);
    };
  }, []);
  return isPrinting ? <Sheets /> : null;
}

function Sheets() {
  const { t, language } = useLanguage();
  const { catalogue } = useTools();
  const { work, criteria, judgement } = useStanding();
  return (
    <article className="paper">
      <h1>{t("offline.paper_title", { star: work.star })}</h1>
      <p>{work.firm && <strong>{work.firm}　</strong>}{t("shell.printed", { day: officeDate(today(), language) })}</p>
      <p className="small">{t("offline.about_words", { edition: catalogue.edition.title[language] })} {t("offline.about_not")}</p>
      <Distance star={work.star} isHeld={false} counts={judgement.progress} />
      {catalogue.edition.categories.map((category) => (
        <section key={category.number}>
          <h2>{category.number}. {category[language]}</h2>
          <table className="paper-table">
            <thead><tr><th scope="col">{t("offline.paper_number")}</th><th scope="col">{t("offline.paper_question")}</th><th scope="col">{t("offline.paper_answer")}</th></tr></thead>
            <tbody>{criteria.filter(({ number }) => categoryOf(number) === category.number).map((criterion) => <Row key={criterion.number} criterion={criterion} />)}</tbody>
          </table>
        </section>
      ))}
    </article>
  );
}

function Row({ criterion }: { criterion: Criterion }) {
  const { t, language } = useLanguage();
  const { answerOf, faultOf } = useStanding();
  const answer = answerOf(criterion.number);
  const fault = faultOf(criterion.number);
  const branches = (criterion.branches ?? []).filter(({ key }) => answer.branches.includes(key));
  return (
    <tr>
      <td className="code">{criterion.number}</td>
      <td><strong>{criterion[language].title}</strong><br /><span className="keep-lines">{criterion[language].question}</span></td>
      <td>
        <strong>{t(stateNames[answer.state])}</strong>
        {fault && <p>{t("offline.is_unfinished")}: {sentence(t, fault)}</p>}
        {branches.length > 0 && <ul>{branches.map((branch) => <li key={branch.key}>{branch[language]}</li>)}</ul>}
        {answer.state === "planned" && answer.planned_on && <p>{t("offline.plan", { day: officeDate(answer.planned_on, language), owner: answer.planned_owner })}</p>}
        {answer.state === "not_applicable" && <p className="keep-lines">{answer.reason}</p>}
        {answer.note && <p className="keep-lines">{answer.note}</p>}
        {answer.evidence.length > 0 && <p className="keep-lines">{t("offline.evidence")}: {answer.evidence.join(", ")}</p>}
      </td>
    </tr>
  );
}
