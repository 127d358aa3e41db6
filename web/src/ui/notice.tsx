import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Act } from "../api/act";
import { useLanguage } from "../i18n/language";
import { Icon, type IconName } from "./icons";

type Kind = "info" | "good" | "wait" | "warn" | "bad";
const icons: Record<Kind, IconName> = { info: "info", good: "check", wait: "clock", warn: "warning", bad: "warning" };

export function Notice({ kind, title, children }: { kind: Kind; title?: string; children?: ReactNode }) {
  return (
    <div className={`notice ${kind}`}>
      <Icon name={icons[kind]} />
      <div>
        {title && <p><strong>{title}</strong></p>}
        {children}
      </div>
    </div>
  );
}

export function ProblemLine({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p className="problem-line" id={id}>
      <Icon name="warning" />
      <span>{children}</span>
    </p>
  );
}

// What became of an act, where the act was. Refusals of a field in `fields` stand beside that field instead.
export function ActResult<I, O>({ act, done, fields = [] }: { act: Act<I, O>; done?: string; fields?: readonly string[] }) {
  const { t } = useLanguage();
  const problem = act.problem && !(act.problem.field && fields.includes(act.problem.field)) ? act.problem : undefined;
  return (
    <div role="status" className="act-result">
      {act.isRunning && <p className="soft">{t("ui.sending")}</p>}
      {act.isDone && done && <p className="good-line"><Icon name="check" /><span>{done}</span></p>}
      {act.isGone && <ProblemLine>{t("ui.gone_try_again")}</ProblemLine>}
      {problem && (
        <ProblemLine>
          {problem.title}
          {problem.assessment && <> <Link href={`/app/assessments/${problem.assessment}`}>{t("ui.to_assessment")}</Link></>}
          {problem.reference && <span className="nowrap"> {t("ui.reference", { reference: problem.reference })}</span>}
        </ProblemLine>
      )}
      {act.problem && !problem && <span className="visually-hidden">{t("ui.see_field")}</span>}
    </div>
  );
}

// Teaches what will stand here; `children` holds the one button to begin.
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}
