import { useEffect, useRef, useState } from "react";
import { useLanguage } from "../i18n/language";

// The public page itself, as the server will make it: shown inside, without scripts, at its full height.
export function PublicPreview({ assessment, version }: { assessment: string; version: string }) {
  const { t, language } = useLanguage();
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(600);
  const measure = () => {
    const page = frame.current?.contentDocument?.documentElement;
    if (page) setHeight(page.scrollHeight);
  };
  useEffect(() => {
    const observer = new ResizeObserver(measure); // A narrower frame makes a longer page.
    if (frame.current) observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);
  return (
    <iframe
      ref={frame} key={`${language} ${version}`} className="public-preview" title={t("registration.preview.frame")} src={`/registration-preview/${assessment}?lang=${language}`}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" height={height} onLoad={measure}
    />
  );
}
