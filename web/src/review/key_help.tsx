import { useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";
import { switchShortcuts, useShortcutsOn } from "../ui/shortcuts";

export function KeyHelp({ mayDecide }: { mayDecide: boolean }) {
  const { t } = useLanguage();
  const isOn = useShortcutsOn();
  const rows: [string, string][] = [
    ["J", t("review.keys.next")], ["K", t("review.keys.previous")],
    ...(mayDecide ? ([["C", t("review.keys.confirm")], ["R", t("review.keys.return")], ["N", t("review.keys.agree")], ["U", t("review.keys.undo")], ["S", t("review.keys.summary")]] as [string, string][]) : []),
    ["A", t("review.keys.advise")], ["/", t("review.keys.search")],
  ];
  return (
    <details className="desk-keys no-print">
      <summary><Icon name="keyboard" />{t("review.keys.title")}</summary>
      <div className="stack tight">
        <label className="choice">
          <input type="checkbox" checked={isOn} onChange={(event) => switchShortcuts(event.target.checked)} />
          <span>{t("review.keys.on")}</span>
        </label>
        <dl className="key-list">{rows.map(([key, what]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div>)}</dl>
        <p className="small soft">{t("review.keys.note")}</p>
      </div>
    </details>
  );
}
