import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "../api/client";
import { queries } from "../api/queries";
import { clock } from "../i18n/dates";
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
        {({ items, current }) => <div className="stack loose">{items.map((edition) => <EditionCard key={edition.id} edition={edition} isCurrent={edition.id === current} />)}</div>}
      </Loaded>
    </DeskPage>
  );
}

function EditionCard({ edition, isCurrent }: { edition: Schemas["Edition"]; isCurrent: boolean }) {
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
        <dd>{Object.entries(edition.counts).map(([star, n]) => t("operator.editions.count", { star, n })).join("、")}</dd>
        <dt>{t("operator.editions.sha")}</dt>
        <dd><code>{edition.sha256}</code></dd>
        <dt>{t("operator.editions.source")}</dt>
        <dd><a href={edition.official_source_url} rel="noreferrer">{t("operator.editions.source_page")}</a></dd>
      </dl>
      <OfficialText edition={edition.id} />
    </section>
  );
}

function OfficialText({ edition }: { edition: string }) {
  const { t } = useLanguage();
  const official = useQuery({ ...queries.officialText(edition), staleTime: 0 });
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
                <dt>{t("operator.official.at")}</dt><dd>{clock(source.imported_at)}</dd>
              </dl>
            </>
          )}
      </Loaded>
      <ImportText edition={edition} hasText={official.data?.source != null} />
      <h3>{t("operator.guide.title")}</h3>
      <ImportText edition={edition} hasText={false} kind="guide" />
    </div>
  );
}
