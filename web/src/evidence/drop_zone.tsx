import { type DragEvent, type RefObject, useRef, useState } from "react";
import { useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";

interface ZoneProps {
  onFiles: (files: readonly File[]) => void;
  button?: RefObject<HTMLButtonElement | null>;
  isSmall?: boolean;
}

// Files by dropping, or by the button for those who do not drag.
export function DropZone({ onFiles, button, isSmall }: ZoneProps) {
  const { t } = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);

  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    onFiles([...event.dataTransfer.files]);
  }

  return (
    <div
      className={`drop-zone${isOver ? " over" : ""}${isSmall ? " small-zone" : ""}`}
      onDragOver={(event) => { event.preventDefault(); setIsOver(true); }} onDragLeave={() => setIsOver(false)} onDrop={drop}
    >
      <Icon name="upload" />
      <p>{t(isOver ? "drop.now" : "drop.here")}</p>
      <button ref={button} type="button" className="button" onClick={() => input.current?.click()}>{t("drop.choose")}</button>
      <p className="small soft">{t("drop.limit")}</p>
      <input
        ref={input} type="file" multiple hidden aria-hidden="true" tabIndex={-1}
        onChange={(event) => { onFiles([...(event.target.files ?? [])]); event.target.value = ""; }}
      />
    </div>
  );
}
