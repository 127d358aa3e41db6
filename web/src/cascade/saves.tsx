import { useAct } from "../api/act";
import { useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";
import { ActResult } from "../ui/notice";
import { saveAnswer } from "./asked";

export function AnswerSaves({ run, question, body }: { run: string; question: "cascade" | "plan"; body: unknown }) {
  const { t } = useLanguage();
  const act = useAct((form: "csv" | "svg" | "json") => saveAnswer(run, question, body, form));
  const words = { svg: t("cascade.save_svg"), csv: t("cascade.save_csv"), json: t("cascade.save_json") };
  return <>{(["svg", "csv", "json"] as const).map((form) => <button key={form} type="button" className="button" disabled={act.isRunning} onClick={() => void act.run(form)}><Icon name="download" />{words[form]}</button>)}<ActResult act={act} /></>;
}
