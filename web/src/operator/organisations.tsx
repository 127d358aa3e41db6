import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { Link } from "wouter";
import { queries } from "../api/queries";
import { useLanguage } from "../i18n/language";
import { entryName } from "../organisation/firm_name";
import { industryName, prefectureName } from "../organisation/places_and_trades";
import { useAddress } from "../ui/address";
import { ExportButton, ListTools, SearchTool } from "../ui/list_tools";
import { Loaded } from "../ui/loaded";
import { Empty } from "../ui/notice";
import { DeskPage } from "./desk_page";

const kPage = 50; // The server answers so many at a time.

export function Organisations() {
  const { t, language } = useLanguage();
  const address = useAddress();
  const client = useQueryClient();
  const q = useDeferredValue(address.get("q"));
  const offset = Math.max(0, Number(address.get("offset")) || 0);
  const organisations = useQuery(queries.organisations(q, offset));
  const go = (to: number) => address.set({ offset: to > 0 ? String(to) : "" });
  const head = [t("organisation.number"), t("operator.organisations.name"), t("organisation.kana"), t("organisation.prefecture"), t("organisation.industry"), t("organisation.staff")];
  async function allLines() {
    const lines: string[][] = [];
    for (let from = 0; ; from += kPage) {
      const { items } = await client.fetchQuery(queries.organisations(q, from));
      lines.push(...items.map((item) => [item.corporate_number, item.legal_name, item.legal_name_kana, prefectureName(item.prefecture, language), industryName(item.industry, language), String(item.staff)]));
      if (items.length < kPage) return lines;
    }
  }
  return (
    <DeskPage title={t("operator.organisations.title")} lead={t("operator.organisations.lead")} actions={<Link className="button first" href="/app/operator/organisations/new">{t("operator.organisations.enter")}</Link>}>
      <ListTools>
        <SearchTool label={t("operator.organisations.search")} value={address.get("q")} onChange={(next) => address.set({ q: next, offset: "" })} />
        <ExportButton name="organisations" head={head} count={organisations.data?.items.length ?? 0} isMore={offset > 0 || organisations.data?.items.length === kPage} rows={allLines} />
      </ListTools>
      <Loaded query={organisations}>
        {({ items }) => (
          <>
            {items.length === 0 && offset === 0 && <Empty title={q ? t("operator.organisations.nothing") : t("operator.organisations.none")}><p>{q ? t("operator.organisations.nothing_text") : t("operator.organisations.none_text")}</p></Empty>}
            {items.length > 0 && (
              <div className="sheet flat table-frame">
                <table className="table cards">
                  <thead>
                    <tr>
                      <th scope="col">{t("operator.organisations.name")}</th><th scope="col">{t("organisation.number")}</th><th scope="col">{t("organisation.prefecture")}</th>
                      <th scope="col">{t("organisation.industry")}</th><th scope="col">{t("organisation.staff")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((item) => (
                      <tr key={item.id}>
                        <th scope="row">
                          <Link href={`/app/operator/organisations/${item.id}`}>{entryName(item, language)}</Link>
                          {item.is_invented && <span className="small soft"> {t("operator.invented")}</span>}
                        </th>
                        <td data-label={t("organisation.number")} className="code">{item.corporate_number}</td>
                        <td data-label={t("organisation.prefecture")} className="nowrap">{prefectureName(item.prefecture, language)}</td>
                        <td data-label={t("organisation.industry")}>{industryName(item.industry, language)}</td>
                        <td data-label={t("organisation.staff")} className="number">{t("organisation.staff_count", { n: item.staff })}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
            {(offset > 0 || items.length === kPage) && (
              <nav className="row" aria-label={t("operator.pages")}>
                <button type="button" className="button" disabled={offset === 0} onClick={() => go(offset - kPage)}>{t("operator.previous", { n: kPage })}</button>
                <button type="button" className="button" disabled={items.length < kPage} onClick={() => go(offset + kPage)}>{t("operator.next", { n: kPage })}</button>
              </nav>
            )}
          </>
        )}
      </Loaded>
    </DeskPage>
  );
}
