import { useAct } from "../api/act";
import { useLanguage, type Translate } from "../i18n/language";
import { Icon } from "../ui/icons";
import { ActResult } from "../ui/notice";
import { type Question, saveAnswer } from "./asked";
import { type Form, forms, figureAddress } from "./data";

const formName = (t: Translate, form: Form): string => ({ svg: t("cascade.save_svg"), png: t("cascade.save_png"), csv: t("cascade.save_csv"), json: t("cascade.save_json") })[form];

export function FigureSaves({ run, figure }: { run: string; figure: string }) {
  const { t } = useLanguage();
  return <>{forms.map((form) => <a key={form} className="button" href={figureAddress(run, figure, form)} download={`${figure}.${form}`}><Icon name="download" />{formName(t, form)}</a>)}</>;
}

export function AnswerSaves({ run, question, body }: { run: string; question: Question; body: unknown }) {
  const { t } = useLanguage();
  const act = useAct((form: Form) => saveAnswer(run, question, body, form));
  return <>{forms.map((form) => <button key={form} type="button" className="button" disabled={act.isRunning} onClick={() => void act.run(form)}><Icon name="download" />{formName(t, form)}</button>)}<ActResult act={act} /></>;
}
