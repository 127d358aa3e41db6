// What is due, sooner first; what was done is noted where it stands.
import { type ReactNode, useState } from "react";
import { Link } from "wouter";
import type { Schemas } from "../api/client";
import { daysBetween, officeDate } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";
import { NoteForm } from "./note_form";
import { byDay, type Duty, titleOf } from "./words";

type Calendar = Schemas["Calendar"];
interface DutiesProps {
  organisation: string;
  calendar: Calendar;
}

// Counted from when it was last done, or from the registration where that is later.
const kRecurring: ReadonlySet<string> = new Set(["yearly", "monthly", "retention"]);

export function Duties({ organisation, calendar }: DutiesProps) {
  const { t } = useLanguage();
  const of = (when: Duty["when"]) => calendar.items.filter((duty) => duty.when === when);
  const list = (duties: readonly Duty[]) => <DutyList organisation={organisation} calendar={calendar} duties={duties} />;
  const overdue = of("overdue");
  const thisMonth = of("this_month");
  const later = of("later");
  const occasions = of("on_occasion");
  return (
    <>
      <Section title={t("calendar.overdue")} none={t("calendar.none_overdue")} duties={overdue}>{list(overdue)}</Section>
      <Section title={t("calendar.this_month")} none={t("calendar.none_this_month")} duties={thisMonth}>{list(thisMonth)}</Section>
      <Section title={t("calendar.later")} none={t("calendar.none_later")} duties={later}>{list(later)}</Section>
      {occasions.length > 0 && <Section title={t("calendar.on_occasion")} none="" duties={occasions}>{list(occasions)}</Section>}
    </>
  );
}

function Section({ title, none, duties, children }: { title: string; none: string; duties: readonly Duty[]; children: ReactNode }) {
  return (
    <section className="stack tight">
      <h2>{title}{duties.length > 0 && <span className="number soft"> {duties.length}</span>}</h2>
      {duties.length === 0 ? <p className="soft">{none}</p> : children}
    </section>
  );
}

// Proof that grows old comes in dozens: one line a day, to be opened; what is far off is one line in all.
function DutyList({ organisation, calendar, duties }: DutiesProps & { duties: readonly Duty[] }) {
  const { t, language } = useLanguage();
  const proofs = duties.filter(({ kind }) => kind === "evidence");
  const isFar = proofs[0]?.when === "later";
  const groups = isFar ? [{ day: proofs[0]?.due_on ?? "", members: proofs }] : byDay(proofs);
  const others = duties.filter(({ kind }) => kind !== "evidence");
  return (
    <ul className="plain due-list">
      {others.map((duty) => <Entry key={`${duty.key} ${duty.arose}`} organisation={organisation} calendar={calendar} duty={duty} />)}
      {groups.map(({ day, members }) => (
        <li key={`evidence ${day}`} className="due">
          <details>
            <summary><span className="due-head"><strong>{t("calendar.evidence_group", { n: members.length })}</strong> {isFar ? <span>{t("calendar.evidence_first", { day: officeDate(day, language) })}</span> : <DueDay day={day} today={calendar.today} />}</span></summary>
            <p className="small soft">{t("calendar.evidence_hint")}</p>
            <ul className="plain due-list inner">
              {members.map((duty) => <Entry key={duty.key} organisation={organisation} calendar={calendar} duty={duty} />)}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  );
}

function Entry({ organisation, calendar, duty }: { organisation: string; calendar: Calendar; duty: Duty }) {
  const { t, language } = useLanguage();
  const [open, setOpen] = useState<"done" | "arose" | null>(null);
  const mayArise = duty.due_on === null;
  const href = duty.kind === "renewal" ? `/app/assessments/${duty.assessment}/renewal` : duty.kind === "planned" ? `/app/assessments/${duty.assessment}?c=${duty.criterion}` : "";
  return (
    <li className={duty.when === "overdue" ? "due over" : "due"} data-duty={duty.key}>
      <div className="due-line">
        <div className="due-words">
          <p><span className="tag">{t(`calendar.kind.${duty.kind}`)}</span> {duty.criterion && <span className="code small">{duty.criterion}</span>} <strong>{titleOf(t, duty)}</strong></p>
          {duty.due_on && <p><DueDay day={duty.due_on} today={calendar.today} /></p>}
          <p className="small soft">
            {duty.owner && <>{t("calendar.owner", { name: duty.owner })} </>}
            {duty.last_done_on && t("calendar.since", { day: officeDate(duty.last_done_on, language) })}
            {kRecurring.has(duty.kind) && duty.since !== duty.last_done_on && ` ${t("calendar.never")}`}
          </p>
        </div>
        <div className="row">
          {href && <Link className="button" href={href}>{t("calendar.open")}<span className="visually-hidden"> {titleOf(t, duty)}</span></Link>}
          {calendar.may_keep && duty.can_be_noted && !open && (
            <>
              {mayArise && <button type="button" className="button" onClick={() => setOpen("arose")}>{t("calendar.note_arose")}<span className="visually-hidden"> {titleOf(t, duty)}</span></button>}
              <button type="button" className="button" onClick={() => setOpen("done")}><Icon name="check" />{t("calendar.note_done")}<span className="visually-hidden"> {titleOf(t, duty)}</span></button>
            </>
          )}
        </div>
      </div>
      {open && <NoteForm organisation={organisation} duty={duty} what={open} today={calendar.today} onClose={() => setOpen(null)} />}
    </li>
  );
}

function DueDay({ day, today }: { day: string; today: string }) {
  const { t, language } = useLanguage();
  const left = daysBetween(today, day);
  const words = left < 0 ? t("calendar.days_over", { n: -left }) : left === 0 ? t("calendar.today_last") : t("calendar.days_left", { n: left + 1 });
  return (
    <>
      <span className="nowrap">{t("calendar.due_on", { day: officeDate(day, language) })}</span>{" "}
      <span className={left < 0 ? "tag warn" : left < 14 ? "tag wait" : "tag"}>{words}</span>
    </>
  );
}
