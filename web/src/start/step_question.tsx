import { type FormEvent, useEffect, useRef, useState } from "react";
import { useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";
import { Picture } from "./pictures";
import { kUnknown, type Step } from "./steps";

interface QuestionProps {
  step: Step;
  value: string | undefined;
  isSending: boolean;
  onAnswer: (value: string) => void;
}

// One question with its picture. A choice answers and goes on in one press; the present answer is marked.
export function StepQuestion({ step, value, isSending, onAnswer }: QuestionProps) {
  const { language } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const words = step[language];
  return (
    <section className="sheet start-question arrives">
      <Picture name={step.picture} />
      <div className="stack">
        <h2 ref={heading} tabIndex={-1} id="question">{words.question}</h2>
        <p className="soft">{words.help}</p>
        {step.kind === "choice"
          ? <Choices step={step} value={value} isSending={isSending} onAnswer={onAnswer} />
          : <Typed step={step} value={value} isSending={isSending} onAnswer={onAnswer} />}
      </div>
    </section>
  );
}

function Choices({ step, value, isSending, onAnswer }: QuestionProps) {
  const { language, t } = useLanguage();
  return (
    <ul className="plain big-choices" aria-labelledby="question">
      {(step.options ?? []).map((option) => (
        <li key={option.key}>
          <button type="button" className="big-choice" aria-pressed={value === option.key} disabled={isSending} onClick={() => onAnswer(option.key)}>
            {option[language]}
            {value === option.key && <Icon name="check" label={t("start.chosen")} />}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Typed({ step, value, isSending, onAnswer }: QuestionProps) {
  const { t } = useLanguage();
  const isNumber = step.kind === "number";
  const [typed, setTyped] = useState(value === kUnknown ? "" : (value ?? ""));
  function send(event: FormEvent) {
    event.preventDefault();
    onAnswer(isNumber ? typed.normalize("NFKC").trim() || kUnknown : typed.trim());
  }
  return (
    <form className="stack" onSubmit={send}>
      <div className="row">
        <input className={isNumber ? "input narrow" : "input middle"} aria-labelledby="question" inputMode={isNumber ? "numeric" : "text"} autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
        {isNumber && <span>{t("start.unit_pcs")}</span>}
      </div>
      <div className="row">
        <button className="button first large" disabled={isSending}>{t("start.next")}</button>
        <button type="button" className="button large" disabled={isSending} onClick={() => onAnswer(isNumber ? kUnknown : "")}>
          {t(isNumber ? "start.unknown" : "start.nobody_yet")}
        </button>
      </div>
    </form>
  );
}
