// One registered star: how it stands, what waits, what can be asked for, and what was done.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { useAct } from "../api/act";
import { api, keyed, type Schemas, unwrap } from "../api/client";
import { queries } from "../api/queries";
import { digitsOf } from "../organisation/corporate_number";
import { dayOf, officeDate, today } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { Dialog } from "../ui/dialog";
import { useDraft } from "../ui/draft";
import { SelectField, TextArea, TextField } from "../ui/field";
import { Icon } from "../ui/icons";
import { Loaded } from "../ui/loaded";
import { ActResult, Notice } from "../ui/notice";
import { Page } from "../ui/page";
import { type Say, useSaid } from "../ui/said";
import { actName, personName, stateLook } from "./star_words";

type Change = Schemas["StarChange"];
type Star = Schemas["StarLine"] & { changes: Change[]; open_acts: Change["act"][]; may_ask: boolean; may_do: boolean; obstacle: string };

const refreshed = (assessment: string) => [["star", assessment], ["stars"], ["registration", assessment]];

export function StarPage({ assessment }: { assessment: string }) {
  const { t, language } = useLanguage();
  const star = useQuery(queries.star(assessment, language));
  const [said, say] = useSaid();
  const found = star.data;
  const name = found && (language === "en" && found.legal_name_en ? found.legal_name_en : found.legal_name);
  return (
    <Page title={found ? t("star.title", { star: found.certificate.star, organisation: name ?? "" }) : t("stars.title")} lead={<Link href="/app/registrations/stars">{t("stars.back_to_list")}</Link>}>
      <Loaded query={star}>
        {(shown) => {
          const waiting = shown.changes.find(({ state }) => state === "waiting");
          return (
            <>
              <div role="status">{said && <Notice kind="good"><p>{said}</p></Notice>}</div>
              <Now star={shown} />
              {waiting && <Waiting star={shown} change={waiting} name={name ?? ""} onDone={say} />}
              {!waiting && shown.may_ask && <Ask key={shown.certificate.state} star={shown} onAsked={() => say(null)} />}
              <History changes={shown.changes.filter(({ state }) => state !== "waiting")} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

function Now({ star }: { star: Star }) {
  const { t, language } = useLanguage();
  const { certificate: c } = star;
  const look = stateLook(t, c.state);
  return (
    <section className="sheet stack tight">
      <h2>{t("star.now")}</h2>
      <p><span className={`tag ${look.tone}`}><Icon name={look.icon} />{look.name}</span></p>
      <dl className="facts">
        <div><dt>{t("star.since")}</dt><dd>{officeDate(c.state_since, language)}</dd></div>
        {c.suspended_until && <div><dt>{t("star.suspended_until")}</dt><dd>{officeDate(c.suspended_until, language)}</dd></div>}
        <div><dt>{t("star.last")}</dt><dd>{officeDate(c.last_valid_day, language)}</dd></div>
        <div><dt>{t("registration.csv.number")}</dt><dd className="code">{star.corporate_number}</dd></div>
        <div><dt>{t("star.number")}</dt><dd>{c.number}</dd></div>
      </dl>
      <p><a href={`/register/${star.corporate_number}`}>{t("star.public")}</a></p>
    </section>
  );
}

interface WaitingProps {
  star: Star;
  change: Change;
  name: string;
  onDone: (words: Say) => void;
}

// What another asked for: done after it was said once more what it does, or dropped.
function Waiting({ star, change, name, onDone }: WaitingProps) {
  const { t, language } = useLanguage();
  const [isOpen, setIsOpen] = useState(false);
  const path = { assessment: star.assessment, change: change.id };
  const drop = useAct(
    (_: undefined, key) => unwrap(api.DELETE("/assessments/{assessment}/star/changes/{change}", { params: { path, header: keyed(key) } })),
    refreshed(star.assessment),
  );
  return (
    <section className="sheet stack">
      <h2>{t("star.waits.title", { act: actName(t, change.act) })}</h2>
      <p className="soft">{t("star.waits.asked", { who: personName(t, change.asked_by_name), day: officeDate(dayOf(change.asked_at), language) })}</p>
      {change.act === "suspend" && <p>{change.until_on ? t("star.waits.until", { day: officeDate(change.until_on, language) }) : t("star.waits.no_end")}</p>}
      <div><h3>{t("star.reason")}</h3><p className="keep-lines">{change.reason}</p></div>
      {star.obstacle && <Notice kind="info"><p>{star.obstacle}</p></Notice>}
      <div className="row">
        {star.may_do && <button type="button" className="button first" onClick={() => setIsOpen(true)}><Icon name="check" />{t("star.approve")}</button>}
        {star.may_ask && <button type="button" className="button" disabled={drop.isRunning} onClick={() => void drop.run(undefined).then((done) => done && onDone((words) => words("star.dropped")))}><Icon name="returned" />{t("star.drop")}</button>}
      </div>
      <ActResult act={drop} />
      {isOpen && <Confirm star={star} change={change} name={name} onClose={() => setIsOpen(false)} onDone={() => { setIsOpen(false); onDone((words) => words("star.done", { act: actName(words, change.act) })); }} />}
    </section>
  );
}

// Withdrawing cannot be undone, so the firm's number is typed once more.
function Confirm({ star, change, name, onClose, onDone }: { star: Star; change: Change; name: string; onClose: () => void; onDone: () => void }) {
  const { t, language } = useLanguage();
  const [typed, setTyped] = useState("");
  const [isWrong, setIsWrong] = useState(false);
  const act = useAct(
    (_: undefined, key) => unwrap(api.POST("/assessments/{assessment}/star/changes/{change}/approval", { params: { path: { assessment: star.assessment, change: change.id }, header: keyed(key) } })),
    refreshed(star.assessment),
  );
  const until = change.until_on ? t("star.do.until", { day: officeDate(change.until_on, language) }) : t("star.do.no_end");
  async function go() {
    if (change.act === "withdraw" && digitsOf(typed) !== star.corporate_number) return setIsWrong(true);
    if (await act.run(undefined)) onDone();
  }
  return (
    <Dialog title={t("star.do.title", { act: actName(t, change.act), organisation: name, star: star.certificate.star })} onClose={onClose}>
      <ul>
        <li>{change.act === "suspend" ? t("star.do.suspend", { until }) : t(change.act === "resume" ? "star.do.resume" : "star.do.withdraw")}</li>
        <li>{t("star.do.public")}</li>
        <li>{t("star.do.firm")}</li>
        <li>{t("star.do.reason_private")}</li>
      </ul>
      {change.act === "withdraw" && <TextField name="number" label={t("star.do.word", { number: star.corporate_number })} inputMode="numeric" value={typed} fault={isWrong ? t("star.do.word_wrong") : undefined} onChange={(value) => { setTyped(value); setIsWrong(false); }} />}
      <div className="row">
        <button type="button" className="button first" disabled={act.isRunning} onClick={() => void go()}>{t("star.do.go", { act: actName(t, change.act) })}</button>
        <button type="button" className="button" onClick={onClose}>{t("ui.cancel")}</button>
      </div>
      <ActResult act={act} />
    </Dialog>
  );
}

function Ask({ star, onAsked }: { star: Star; onAsked: () => void }) {
  const { t } = useLanguage();
  const { certificate, open_acts } = star;
  const [chosen, setChosen] = useState<string>(certificate.state === "suspended" ? "resume" : open_acts[0] ?? "");
  const [until, setUntil] = useState("");
  const [reason, setReason] = useDraft(`star.${star.assessment}`);
  const [isMissing, setIsMissing] = useState(false);
  const [isDayMissing, setIsDayMissing] = useState(false);
  const act = useAct(
    (body: { act: Change["act"]; reason: string; until_on?: string }, key) =>
      unwrap(api.POST("/assessments/{assessment}/star/changes", { params: { path: { assessment: star.assessment }, header: keyed(key) }, body })),
    refreshed(star.assessment),
  );
  const wanted = open_acts.find((each) => each === chosen);
  const isAgain = wanted === "suspend" && certificate.state === "suspended"; // Only the last day changes, so there must be one.
  async function go() {
    if (!wanted) return;
    const lacksDay = isAgain && until === "";
    setIsDayMissing(lacksDay);
    if (!reason.trim()) setIsMissing(true);
    if (lacksDay || !reason.trim()) return;
    if (!(await act.run({ act: wanted, reason: reason.trim(), ...(wanted === "suspend" && until && { until_on: until }) }))) return;
    setReason("");
    onAsked();
  }
  const names = {
    suspend: t(certificate.state === "suspended" ? "star.ask.choice.again" : "star.ask.choice.suspend"),
    resume: t("star.ask.choice.resume"),
    withdraw: t("star.ask.choice.withdraw"),
  };
  return (
    <section className="sheet stack">
      <h2>{t("star.ask.title")}</h2>
      {open_acts.length === 0 ? <p>{t("star.ask.none")}</p> : (
        <>
          <p className="soft">{t("star.ask.next")}</p>
          <SelectField name="act" label={t("star.ask.act")} size="middle" value={chosen} onChange={setChosen} options={open_acts.map((each) => ({ value: each, label: names[each] }))} />
          {wanted === "suspend" && <TextField name="until_on" type="date" size="narrow" label={t("star.ask.until")} hint={isAgain ? t("star.ask.again_hint") : t("star.ask.until_hint")} isOptional={!isAgain} fault={isDayMissing ? t("star.ask.day_missing") : undefined} min={today()} max={certificate.last_valid_day} value={until} problem={act.problem} onChange={(day) => { setUntil(day); setIsDayMissing(false); }} />}
          <TextArea name="reason" label={t("star.reason")} hint={t("star.ask.reason_hint")} rows={4} value={reason} problem={act.problem}
            onChange={(text) => { setReason(text); setIsMissing(false); }} fault={isMissing ? t("star.ask.reason_missing") : undefined} />
          <div><button type="button" className="button first" disabled={act.isRunning} onClick={() => void go()}>{t("star.ask.go")}</button></div>
          <ActResult act={act} fields={["reason", "until_on"]} />
        </>
      )}
    </section>
  );
}

function History({ changes }: { changes: readonly Change[] }) {
  const { t, language } = useLanguage();
  return (
    <section className="stack tight">
      <h2>{t("star.history")}</h2>
      {changes.length === 0 && <p className="soft">{t("star.history_none")}</p>}
      <ol className="plain stack tight">
        {changes.map((change) => (
          <li key={change.id} className="sheet">
            <p><strong>{t("stars.asked", { who: personName(t, change.asked_by_name), act: actName(t, change.act), day: officeDate(dayOf(change.asked_at), language) })}</strong></p>
            <p>{t(change.state === "done" ? "star.history.done" : "star.history.dropped", { decider: personName(t, change.decided_by_name), day: officeDate(dayOf(change.decided_at ?? change.asked_at), language) })}</p>
            <p className="keep-lines">{change.reason}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
