// The middle: one criterion in our own words, what the expert said about it, and the answer.
import { useEffect, useRef } from "react";
import type { Schemas } from "../api/client";
import { type PlainKey, useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";
import { Notice } from "../ui/notice";
import { AnswerForm } from "./answer_form";
import { CarriedNotice } from "./carried";
import { Conflict } from "./conflict";
import { OfficialText } from "./official_text";
import { Remarks } from "./remarks";
import { SaveLine } from "./save_line";
import type { Answering } from "./use_answer";
import type { Criterion, Item } from "./view";

interface QuestionProps {
  assessment: Schemas["Assessment"];
  edition: Schemas["Edition"];
  item: Item;
  review: Schemas["Review"] | undefined;
  answering: Answering;
  showsOfficial: boolean;
  isChosen: boolean; // By the person, not just the first one left.
  onOfficial: (shows: boolean) => void;
  onBackToList: () => void;
  onNext: (() => void) | undefined;
  onPrevious: (() => void) | undefined;
}

const efforts: Record<Criterion["effort"], PlainKey> = { short: "effort.short", day: "effort.day", project: "effort.project" };

export function Question({ assessment, edition, item, review, answering, showsOfficial, isChosen, onOfficial, onBackToList, onNext, onPrevious }: QuestionProps) {
  const { t, language } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isChosen) return;
    heading.current?.focus({ preventScroll: true });
    heading.current?.closest(".question")?.scrollIntoView({ block: "start" });
  }, [isChosen]);
  const { criterion } = item;
  const requirement = edition.requirements.find(({ number }) => number === criterion.requirement);
  return (
    <article className="question" aria-labelledby="question-title">
      <button type="button" className="link-button to-list" onClick={onBackToList}><Icon name="back" />{t("question.to_list")}</button>
      <header className="stack tight">
        <p className="small soft question-place">
          <span className="code">{criterion.number}</span>
          <span>{requirement?.title[language]}</span>
          <span>{t(efforts[criterion.effort])}</span>
        </p>
        <h2 id="question-title" ref={heading} tabIndex={-1}>{criterion.words.title}</h2>
      </header>
      <CarriedNotice assessment={assessment.id} item={item} mayAnswer={answering.mayAnswer} />
      <Remarks criterion={criterion.number} item={item} review={review} />
      <p className="question-text keep-lines">{criterion.words.question}</p>
      <p className="question-why"><strong>{t("question.why")}</strong> <span className="keep-lines">{criterion.words.why}</span></p>
      {criterion.condition && <Notice kind="info"><p>{t(criterion.condition.basis === "own_words" ? "question.conditional" : "question.presupposed")}</p></Notice>}
      <Conflict assessment={assessment.id} item={item} />
      <AnswerForm assessment={assessment.id} item={item} answering={answering} />
      <SaveLine assessment={assessment.id} item={item} />
      <div className="row apart question-moves no-print">
        <button type="button" className="button" disabled={!onPrevious} onClick={onPrevious}><Icon name="back" />{t("question.previous")}</button>
        <button type="button" className="button first" disabled={!onNext} onClick={onNext}>{t("question.next")}<Icon name="next" /></button>
      </div>
      <Words criterion={criterion} />
      <OfficialText edition={assessment.edition} criterion={criterion.number} isShown={showsOfficial} onShow={onOfficial} />
    </article>
  );
}

const lines = (text: string) => text.split("\n").map((line) => line.trim()).filter(Boolean);

function Words({ criterion }: { criterion: Criterion }) {
  const { t } = useLanguage();
  const { todo, example } = criterion.words;
  return (
    <div className="question-words">
      <section>
        <h3>{t("question.todo")}</h3>
        <ol>{lines(todo).map((line) => <li key={line}>{line}</li>)}</ol>
      </section>
      <section><h3>{t("question.example")}</h3><p className="keep-lines">{example}</p></section>
      <References criterion={criterion} />
    </div>
  );
}

const standards: Record<string, string> = {
  nist_csf_2_0: "NIST CSF 2.0", cyber_essentials_v16: "Cyber Essentials v16", cmmc_32cfr170: "CMMC (32 CFR 170)", iso_iec_27001_2022: "ISO/IEC 27001:2022",
  government_common_standards_r7: "政府統一基準 R7", auto_guideline_2_3: "自工会/部工会ガイドライン 2.3",
};

function References({ criterion }: { criterion: Criterion }) {
  const { t } = useLanguage();
  const entries = Object.entries(criterion.references).filter(([, numbers]) => numbers.length > 0);
  if (entries.length === 0) return null;
  return (
    <details>
      <summary>{t("question.references")}</summary>
      <dl className="facts small">
        {entries.map(([standard, numbers]) => (
          <div key={standard} className="contents"><dt>{standards[standard] ?? standard}</dt><dd>{numbers.join(", ")}</dd></div>
        ))}
      </dl>
    </details>
  );
}
