import { useQuery } from "@tanstack/react-query";
import type { ReactNode, RefObject } from "react";
import { queries } from "../api/queries";
import { useLanguage } from "../i18n/language";
import type { Criterion } from "./doubt";

interface QuestionProps {
  edition: string;
  criterion: Criterion;
  heading: RefObject<HTMLHeadingElement | null>;
  place: string;
}

// The left of the desk: what is asked, in our words and, when imported, in the official ones.
export function QuestionPanel({ edition, criterion, heading, place }: QuestionProps) {
  const { t } = useLanguage();
  const { words } = criterion;
  return (
    <section className="sheet stack desk-question" aria-label={t("review.question.name")}>
      <div>
        <p className="row apart small soft"><span>{t("review.question.number", { number: criterion.number })}</span><span className="number">{place}</span></p>
        <h2 ref={heading} tabIndex={-1}>{words.title}</h2>
      </div>
      <p className="keep-lines">{words.question}</p>
      <Official edition={edition} criterion={criterion.number} />
      <Part title={t("review.question.proof")}><p>{words.proof}</p></Part>
      <details>
        <summary>{t("review.question.more")}</summary>
        <div className="stack tight small">
          <Part title={t("review.question.why")}><p>{words.why}</p></Part>
          <Part title={t("review.question.example")}><p>{words.example}</p></Part>
        </div>
      </details>
    </section>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return <div><h3 className="desk-part">{title}</h3>{children}</div>;
}

function Official({ edition, criterion }: { edition: string; criterion: string }) {
  const { t } = useLanguage();
  const official = useQuery(queries.officialText(edition));
  if (!official.data) return null;
  const found = official.data.items.find((item) => item.criterion === criterion);
  return (
    <div className="official">
      <h3 className="desk-part">{t("review.official.title")}</h3>
      {found ? (
        <div lang="ja" className="stack tight">
          <p className="small soft keep-lines">{found.requirement_text}</p>
          <p className="keep-lines">{found.text}</p>
        </div>
      ) : (
        <p className="small soft">{t("review.official.none")} <a href={official.data.official_url} rel="noreferrer">{t("review.official.page")}</a></p>
      )}
      {found && official.data.source && !official.data.source.is_known_text && <p className="small">{t("review.official.unknown")}</p>}
    </div>
  );
}
