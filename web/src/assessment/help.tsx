import { type PlainKey, useLanguage } from "../i18n/language";
import { Dialog } from "../ui/dialog";
import { switchShortcuts, useShortcutsOn } from "../ui/shortcuts";

const rows: { keys: string; text: PlainKey }[] = [
  { keys: "J / K", text: "help.next_previous" },
  { keys: "1 – 5", text: "help.states" },
  { keys: "E", text: "help.evidence" },
  { keys: "/", text: "help.search" },
  { keys: "O", text: "help.official" },
  { keys: "?", text: "help.help" },
];

export function Help({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  const areOn = useShortcutsOn();
  return (
    <Dialog title={t("help.title")} onClose={onClose}>
      <p className="soft">{t("help.text")}</p>
      <dl className="facts">
        {rows.map(({ keys, text }) => (
          <div key={keys} className="contents"><dt><kbd>{keys}</kbd></dt><dd>{t(text)}</dd></div>
        ))}
      </dl>
      <label className="choice">
        <input type="checkbox" checked={areOn} onChange={(event) => switchShortcuts(event.target.checked)} />
        <span>{t("help.use_keys")}</span>
      </label>
    </Dialog>
  );
}
