// A choice from a long list, found by typing: code, Japanese or English, in full or half width.
import { type KeyboardEvent, useId, useMemo, useState } from "react";
import { useLanguage } from "../i18n/language";
import { FieldFrame, type FieldProps } from "./field";

export interface Choice {
  value: string;
  label: string;
  alsoFoundBy?: string;
}

const kSmall = "ぁぃぅぇぉっゃゅょゎゕゖ";
const kLarge = "あいうえおつやゆよわかけ";

// Full and half width, upper and lower case, hiragana and katakana, small and large kana (ウィルス, ウイルス) are one; blanks, hyphens and the
// long mark do not count.
export function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/[\sー\-‐−]/g, "")
    .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(/[ぁぃぅぇぉっゃゅょゎゕゖ]/g, (kana) => kLarge.charAt(kSmall.indexOf(kana)));
}

interface ComboboxProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  choices: readonly Choice[];
}

export function Combobox({ value, onChange, choices, ...field }: ComboboxProps) {
  const { t } = useLanguage();
  const listId = useId();
  const [typed, setTyped] = useState<string | null>(null); // null: closed, the chosen label is shown.
  const [active, setActive] = useState(0);
  const chosen = choices.find((choice) => choice.value === value);
  const found = useMemo(() => {
    const sought = folded(typed ?? "");
    return choices.filter((choice) => folded(`${choice.value} ${choice.label} ${choice.alsoFoundBy ?? ""}`).includes(sought));
  }, [choices, typed]);
  const isOpen = typed !== null;

  function take(choice: Choice | undefined) {
    if (choice) onChange(choice.value);
    setTyped(null);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) return setTyped("");
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = (active + step + found.length) % Math.max(found.length, 1);
      setActive(next);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && isOpen) {
      event.preventDefault();
      take(found[active]);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      setTyped(null);
    }
  }

  return (
    <FieldFrame {...field}>
      {(control) => (
        <div className="combobox">
          <input
            {...control} className="input" role="combobox" aria-expanded={isOpen} aria-controls={listId} aria-autocomplete="list" autoComplete="off"
            aria-activedescendant={isOpen && found[active] ? `${listId}-${active}` : undefined}
            value={typed ?? chosen?.label ?? ""} placeholder={chosen?.label ?? t("ui.type_to_search")}
            onClick={() => setTyped((now) => now ?? "")}
            onChange={(event) => { setTyped(event.target.value); setActive(0); }}
            onKeyDown={onKeyDown} onBlur={() => setTyped(null)}
          />
          <ul id={listId} role="listbox" aria-label={field.label} hidden={!isOpen}>
            {isOpen && found.map((choice, index) => (
              <li
                key={choice.value} id={`${listId}-${index}`} role="option" aria-selected={index === active}
                onMouseDown={(event) => { event.preventDefault(); take(choice); }}
              >
                {choice.label}
              </li>
            ))}
            {isOpen && found.length === 0 && <li className="none" role="option" aria-selected={false} aria-disabled="true">{t("ui.nothing_found")}</li>}
          </ul>
        </div>
      )}
    </FieldFrame>
  );
}
