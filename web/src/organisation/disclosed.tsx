// One assessment as its holder shows it to another organisation, at the level that was chosen and no deeper.
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { queries } from "../api/queries";
import { assessmentStates } from "../assessment/list";
import { StateTag } from "../assessment/state_mark";
import { officeDate } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { Loaded } from "../ui/loaded";
import { Notice } from "../ui/notice";
import { Page } from "../ui/page";
import { type Level, levelNames } from "./levels";

export function DisclosedPage({ id }: { id: string }) {
  const { t, language } = useLanguage();
  const disclosed = useQuery(queries.disclosed(id));
  const shown = disclosed.data;
  return (
    <Page title={shown ? t("disclosed.title", { name: shown.organisation_name }) : t("disclosure.title")}>
      <Loaded query={disclosed} refused={(problem) => problem.status === 404 && <Notice kind="wait" title={t("disclosed.not_yet")}><p>{t("disclosed.not_yet_text")}</p></Notice>}>
        {(data) => (
          <>
            <Notice kind="info"><p>{t("disclosed.is_not_star")} <a href={`/register/${data.corporate_number}`}>{t("disclosed.to_register")}</a></p></Notice>
            {data.to_on && <p>{t("disclosed.until", { level: t(levelNames[data.level]), day: officeDate(data.to_on, language), purpose: data.purpose })}</p>}
            <Disclosed shown={data} level={data.level} Heading="h2" />
          </>
        )}
      </Loaded>
      <p><Link href="/app/organisation/grants">{t("disclosed.back")}</Link></p>
    </Page>
  );
}

type Shown = NonNullable<Awaited<ReturnType<NonNullable<ReturnType<typeof queries.disclosed>["queryFn"]>>>>;

interface DisclosedProps {
  shown: Shown;
  level: Level;
  Heading?: "h2" | "h3"; // As deep as the place it stands in.
}

export function Disclosed({ shown, level, Heading = "h3" }: DisclosedProps) {
  const { t, language } = useLanguage();
  return (
    <div className="stack loose">
      <dl className="facts sheet">
        <dt>{t("disclosed.firm")}</dt><dd><strong>{shown.organisation_name}</strong>{shown.is_invented && <span className="small soft"> {t("disclosed.invented")}</span>}</dd>
        <dt>{t("organisation.number")}</dt><dd className="code">{shown.corporate_number}</dd>
        <dt>{t("assessments.star")}</dt><dd>{t("disclosure.assessment", { star: shown.star, edition: shown.edition })}</dd>
        <dt>{t("disclosed.scope")}</dt><dd className="keep-lines">{(language === "en" && shown.scope.description_en) || shown.scope.description}</dd>
        {level !== "basic" && shown.state && <><dt>{t("assessments.state")}</dt><dd>{t(assessmentStates[shown.state])}</dd></>}
      </dl>
      {level !== "basic" && <Categories shown={shown} Heading={Heading} />}
      {level === "detail" && <Criteria shown={shown} Heading={Heading} />}
    </div>
  );
}

function Categories({ shown, Heading }: { shown: Shown; Heading: "h2" | "h3" }) {
  const { t, language } = useLanguage();
  const editions = useQuery(queries.editions());
  const names = editions.data?.items.find(({ id }) => id === shown.edition)?.categories;
  const columns = ["met", "not_applicable", "planned", "not_met", "unknown"] as const;
  return (
    <section className="stack">
      <Heading>{t("disclosed.categories")}</Heading>
      <table className="table cards sheet-table">
        <thead><tr><th scope="col">{t("disclosed.category")}</th>{columns.map((each) => <th key={each} scope="col">{t(`state.${each}`)}</th>)}</tr></thead>
        <tbody>
          {(shown.categories ?? []).map((category) => (
            <tr key={category.number}>
              <th scope="row">{category.number}. {names?.find(({ number }) => number === category.number)?.title[language]}</th>
              {columns.map((each) => <td key={each} className="number" data-label={t(`state.${each}`)}>{t("disclosed.count", { n: category[each], all: category.criteria })}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Criteria({ shown, Heading }: { shown: Shown; Heading: "h2" | "h3" }) {
  const { t, language } = useLanguage();
  const criteria = useQuery(queries.criteria(shown.edition, shown.star, language));
  const titles = new Map(criteria.data?.items.map(({ number, words }) => [number, words.title]));
  return (
    <section className="stack">
      <Heading>{t("disclosed.criteria")}</Heading>
      <table className="table cards sheet-table">
        <thead><tr><th scope="col">{t("disclosed.criterion")}</th><th scope="col">{t("disclosed.answer")}</th><th scope="col">{t("disclosed.note")}</th></tr></thead>
        <tbody>
          {(shown.criteria ?? []).map(({ criterion, state, note }) => (
            <tr key={criterion}>
              <th scope="row"><span className="nowrap number">{criterion}</span> {titles.get(criterion)}</th>
              <td><StateTag state={state} /></td>
              <td className="keep-lines">{note}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
