import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "../api/client";
import { queries } from "../api/queries";
import { moment } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";
import { Loaded } from "../ui/loaded";
import { Notice } from "../ui/notice";
import { DeskPage } from "./desk_page";
import { ImportText } from "./import_text";

export function Editions() {
  const { t } = useLanguage();
  const editions = useQuery(queries.editions());
  return (
    <DeskPage title={t("operator.editions.title")} lead={t("operator.editions.lead")}>
      <Loaded query={editions}>
        {({ items, current, maps }) => <div className="stack loose">{items.map((edition) => <EditionCard key={edition.id} edition={edition} isCurrent={edition.id === current} maps={maps.filter(({ to }) => to === edition.id)} />)}</div>}
      </Loaded>
    </DeskPage>
  );
}

// The official page by the name of who keeps it.
function sourceName(url: string, t: ReturnType<typeof useLanguage>["t"]): string {
  const host = new URL(url).host;
  if (host.endsWith("ipa.go.jp")) return t("operator.editions.source_page");
  return host.endsWith("meti.go.jp") ? t("operator.editions.source_meti") : host;
}

function EditionCard({ edition, isCurrent, maps }: { edition: Schemas["Edition"]; isCurrent: boolean; maps: { from: string; to: string }[] }) {
  const { t, language } = useLanguage();
  return (
    <section className="sheet stack" aria-labelledby={`edition-${edition.id}`}>
      <div className="row apart">
        <h2 id={`edition-${edition.id}`}>{edition.title[language]}</h2>
        <span className="row">
          {isCurrent && <span className="tag good"><Icon name="check" />{t("operator.editions.current")}</span>}
          <span className="tag">{t(edition.status === "final" ? "operator.editions.final" : "operator.editions.draft")}</span>
        </span>
      </div>
      <dl className="facts">
        <dt>{t("operator.editions.criteria")}</dt>
        <dd>{Object.entries(edition.counts).map(([star, n]) => t("operator.editions.count", { star, n })).join(language === "en" ? ", " : "、")}</dd>
        <dt>{t("operator.editions.sha")}</dt>
        <dd><code>{edition.sha256}</code></dd>
        <dt>{t("operator.editions.source")}</dt>
        <dd><a href={edition.official_source_url} rel="noreferrer">{sourceName(edition.official_source_url, t)}</a></dd>
        {maps.length > 0 && (
          <>
            <dt>{t("operator.editions.changes")}</dt>
            <dd>{maps.map(({ from, to }) => <a key={from} href={`/editions/${from}/${to}?lang=${language}`}>{t("operator.editions.changes_from", { from })}</a>)}</dd>
          </>
        )}
      </dl>
      <OfficialText edition={edition.id} />
    </section>
  );
}

function OfficialText({ edition }: { edition: string }) {
  const { t } = useLanguage();
  const official = useQuery({ ...queries.officialText(edition), staleTime: 0 });
  const guide = official.data?.guide;
  return (
    <div className="stack">
      <h3>{t("operator.official.title")}</h3>
      <p className="soft">{t("operator.official.text")}</p>
      <Loaded query={official}>
        {({ source, items }) =>
          source === null ? <p>{t("operator.official.none")}</p> : (
            <>
              <Notice kind={source.is_known_text ? "good" : "warn"} title={t(source.is_known_text ? "operator.official.known" : "operator.official.unknown")}>
                {!source.is_known_text && <p>{t("operator.official.unknown_text")}</p>}
              </Notice>
              <dl className="facts">
                <dt>{t("operator.official.file")}</dt><dd>{source.file_name}</dd>
                <dt>{t("operator.official.count")}</dt><dd>{t("operator.official.count_n", { n: items.length })}</dd>
                <dt>{t("operator.official.file_sha")}</dt><dd><code>{source.file_sha256}</code></dd>
                <dt>{t("operator.official.text_sha")}</dt><dd><code>{source.text_sha256}</code></dd>
                <dt>{t("operator.official.at")}</dt><dd>{moment(source.imported_at)}</dd>
              </dl>
            </>
          )}
      </Loaded>
      <ImportText edition={edition} hasText={official.data?.source != null} />
      <h3>{t("operator.guide.title")}</h3>
      {official.data && (guide ? (
        <dl className="facts">
          <dt>{t("operator.official.file")}</dt><dd>{guide.file_name}</dd>
          <dt>{t("operator.guide.version")}</dt><dd>{guide.version}</dd>
          <dt>{t("operator.official.count")}</dt><dd>{t("operator.official.count_n", { n: guide.items.length })}</dd>
          <dt>{t("operator.official.at")}</dt><dd>{moment(guide.imported_at)}</dd>
        </dl>
      ) : <p>{t("operator.official.none")}</p>)}
      <ImportText edition={edition} hasText={false} kind="guide" />
    </div>
  );
}
