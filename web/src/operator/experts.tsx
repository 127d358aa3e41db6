import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useDeferredValue, useState } from "react";
import { useAct } from "../api/act";
import { api, keyed, type Schemas, unwrap } from "../api/client";
import { queries } from "../api/queries";
import { officeDate, today } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { useAddress } from "../ui/address";
import { SelectField, TextField } from "../ui/field";
import { Icon } from "../ui/icons";
import { ChoiceTool, ExportButton, ListTools, SearchTool } from "../ui/list_tools";
import { Loaded } from "../ui/loaded";
import { ActResult, Empty } from "../ui/notice";
import { DeskPage } from "./desk_page";
import { Kinds } from "./kinds";

interface Expert {
  person_id: string;
  name: string;
  organisation_name: string;
  qualifications: Schemas["Qualification"][];
  may_confirm: boolean;
  obstacle: string;
}

const lastDay = ({ qualifications }: Expert) => qualifications.map((each) => each.valid_until).sort().at(-1) ?? "";

export function Experts() {
  const { t, language } = useLanguage();
  const address = useAddress();
  const q = useDeferredValue(address.get("q"));
  const experts = useQuery(queries.allExperts(q, language));
  const kinds = useQuery(queries.qualificationKinds());
  const sort = address.get("sort");
  const shown = [...(experts.data?.items ?? [])];
  if (sort === "until") shown.sort((one, two) => lastDay(one).localeCompare(lastDay(two))); // Whoever must renew first stands first.
  const head = [t("operator.experts.name"), t("operator.experts.firm"), t("operator.experts.kind"), t("operator.experts.number"), t("operator.experts.valid_until"), t("operator.experts.may")];
  const linesOf = (expert: Expert) =>
    (expert.qualifications.length > 0 ? expert.qualifications : [{ kind_name: "", number: "", valid_until: "" }])
      .map((each) => [expert.name, expert.organisation_name, each.kind_name, each.number, each.valid_until, t(expert.may_confirm ? "operator.experts.may" : "operator.experts.may_not")]);
  return (
    <DeskPage title={t("operator.experts.title")} lead={t("operator.experts.lead")}>
      <ListTools>
        <SearchTool label={t("operator.experts.search")} value={address.get("q")} onChange={(next) => address.set({ q: next })} />
        <ChoiceTool label={t("ui.sort")} value={sort} onChange={(next) => address.set({ sort: next })}
          choices={[{ value: "", label: t("operator.experts.by_name") }, { value: "until", label: t("operator.experts.by_until") }]} />
        <ExportButton name="experts" head={head} count={shown.length} rows={() => shown.flatMap(linesOf)} />
      </ListTools>
      <Loaded query={experts}>
        {() =>
          shown.length === 0
            ? <Empty title={q ? t("operator.experts.nothing") : t("operator.experts.none")}><p>{t("operator.experts.none_text")}</p></Empty>
            : <ul className="plain stack">{shown.map((expert) => <li key={expert.person_id}><ExpertCard expert={expert} kinds={kinds.data?.items ?? []} /></li>)}</ul>}
      </Loaded>
      <Loaded query={kinds}>{({ items }) => <Kinds kinds={items} />}</Loaded>
    </DeskPage>
  );
}

function ExpertCard({ expert, kinds }: { expert: Expert; kinds: readonly Schemas["QualificationKind"][] }) {
  const { t, language } = useLanguage();
  return (
    <article className="sheet stack tight">
      <div className="row apart">
        <h2>{expert.name} <span className="small soft">{expert.organisation_name}</span></h2>
        <span className={`tag ${expert.may_confirm ? "good" : "warn"}`}><Icon name={expert.may_confirm ? "check" : "warning"} />{t(expert.may_confirm ? "operator.experts.may" : "operator.experts.may_not")}</span>
      </div>
      {expert.obstacle && <p>{expert.obstacle}</p>}
      {expert.qualifications.length > 0 && (
        <ul>
          {expert.qualifications.map((each) => (
            <li key={`${each.kind}.${each.number}.${each.valid_until}`}>
              {each.kind_name} <span className="code">{each.number}</span> {t("operator.experts.until", { day: officeDate(each.valid_until, language) })}
              {each.valid_until < today() && <span className="tag bad"><Icon name="clock" />{t("operator.experts.lapsed")}</span>}
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>{t("operator.experts.record")}<span className="visually-hidden"> {expert.name}</span></summary>
        <QualificationForm person={expert.person_id} kinds={kinds.filter((kind) => kind.is_accepted)} />
      </details>
    </article>
  );
}

function QualificationForm({ person, kinds }: { person: string; kinds: readonly Schemas["QualificationKind"][] }) {
  const { t, language } = useLanguage();
  const [kind, setKind] = useState("");
  const [number, setNumber] = useState("");
  const [until, setUntil] = useState("");
  const chosen = kind || (kinds[0]?.key ?? "");
  const act = useAct(
    (body: { kind: string; number: string; valid_until: string }, key) =>
      unwrap(api.POST("/people/{person}/qualifications", { params: { path: { person }, header: keyed(key) }, body })),
    [["all-experts"]],
  );
  async function send(event: FormEvent) {
    event.preventDefault();
    if (!(await act.run({ kind: chosen, number: number.trim(), valid_until: until }))) return;
    setNumber("");
    setUntil("");
  }
  return (
    <form className="stack" onSubmit={(event) => void send(event)} noValidate>
      <SelectField name="kind" label={t("operator.experts.kind")} hint={t("operator.experts.kind_hint")} value={chosen} onChange={setKind} problem={act.problem} options={kinds.map((each) => ({ value: each.key, label: each.name[language] }))} />
      <TextField name="number" label={t("operator.experts.number")} value={number} onChange={setNumber} problem={act.problem} size="middle" />
      <TextField name="valid_until" label={t("operator.experts.valid_until")} hint={t("operator.experts.valid_until_hint")} type="date" value={until} onChange={setUntil} problem={act.problem} size="narrow" />
      <div className="row">
        <button className="button first" disabled={act.isRunning || chosen === ""}>{t("operator.experts.save")}</button>
        <ActResult act={act} done={t("operator.experts.saved")} fields={["kind", "number", "valid_until"]} />
      </div>
    </form>
  );
}
