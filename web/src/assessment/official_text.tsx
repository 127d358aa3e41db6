import { useQuery } from "@tanstack/react-query";
import { queries } from "../api/queries";
import { useLanguage } from "../i18n/language";
import { Loaded } from "../ui/loaded";

interface OfficialProps {
  edition: string;
  criterion: string;
  isShown: boolean;
  onShow: (shows: boolean) => void;
}

// The official sentence, when this server's keeper has imported it; else where to read it. Ours above is a summary.
export function OfficialText({ edition, criterion, isShown, onShow }: OfficialProps) {
  const { t } = useLanguage();
  return (
    <details className="official-text" open={isShown} onToggle={(event) => onShow(event.currentTarget.open)}>
      <summary>{t("official.title")} <span className="small soft no-print key-hint">{t("official.key")} <kbd>O</kbd></span></summary>
      {isShown && <Shown edition={edition} criterion={criterion} />}
    </details>
  );
}

function Shown({ edition, criterion }: { edition: string; criterion: string }) {
  const { t } = useLanguage();
  const official = useQuery(queries.officialText(edition));
  return (
    <Loaded query={official}>
      {({ source, items, official_url, guide }) => {
        const item = items.find((each) => each.criterion === criterion);
        const explained = guide?.items.find((each) => each.criterion === criterion);
        return (
          <div className="stack tight">
            {source && item ? (
              <>
                <blockquote lang="ja"><p className="small soft">{item.requirement_text}</p><p className="keep-lines">{item.text}</p></blockquote>
                <p className="small soft">{t(source.is_known_text ? "official.source_known" : "official.source_other", { file: source.file_name })} <span className="code">SHA-256 {source.text_sha256.slice(0, 16)}…</span></p>
              </>
            ) : <p>{t("official.not_imported")}</p>}
            {guide && explained && (
              <>
                <h4>{t("official.guide")}</h4>
                <blockquote lang="ja"><p className="keep-lines">{explained.text}</p></blockquote>
                <p className="small soft">{t("official.guide_source", { file: guide.file_name, version: guide.version })}</p>
              </>
            )}
            <p className="small"><a href={official_url} target="_blank" rel="noreferrer noopener">{t("official.link")}</a></p>
          </div>
        );
      }}
    </Loaded>
  );
}
