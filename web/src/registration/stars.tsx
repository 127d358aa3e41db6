// Stars after their registration: what waits for a second operator, what is suspended or withdrawn, and how to find any other.
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { Link } from "wouter";
import type { Schemas } from "../api/client";
import { queries } from "../api/queries";
import { dayOf, officeDate } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { useAddress } from "../ui/address";
import { Icon, Stars } from "../ui/icons";
import { ListTools, SearchTool } from "../ui/list_tools";
import { Loaded } from "../ui/loaded";
import { Page } from "../ui/page";
import { actName, personName, stateLook } from "./star_words";

type Line = Schemas["StarLine"];

export function RegisteredStars() {
  const { t, language } = useLanguage();
  const address = useAddress();
  const q = useDeferredValue(address.get("q").trim());
  const stars = useQuery(queries.stars(q));
  return (
    <Page title={t("stars.title")} lead={<><p>{t("stars.lead")}</p><Link href="/app/registrations">{t("stars.back")}</Link></>}>
      <ListTools><SearchTool label={t("stars.search")} value={address.get("q")} onChange={(next) => address.set({ q: next })} /></ListTools>
      <Loaded query={stars}>
        {(found) => (
          <>
            {q === "" && (
              <section className="stack tight">
                <h2>{t("stars.waiting")}</h2>
                {found.waiting.length === 0 && <p className="soft">{t("stars.waiting_none")}</p>}
                <ul className="plain stack tight">
                  {found.waiting.map((line) => (
                    <StarItem key={line.change.id} line={line}>
                      {t("stars.asked", { who: personName(t, line.change.asked_by_name), act: actName(t, line.change.act), day: officeDate(dayOf(line.change.asked_at), language) })}
                    </StarItem>
                  ))}
                </ul>
              </section>
            )}
            <section className="stack tight">
              <h2>{t(q ? "stars.found" : "stars.stopped")}</h2>
              {found.stars.length === 0 && <p role="status" className="soft">{t(q ? "stars.found_none" : "stars.stopped_none")}</p>}
              <ul className="plain stack tight">{found.stars.map((line) => <StarItem key={line.certificate.number} line={line} />)}</ul>
            </section>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function StarItem({ line, children }: { line: Line; children?: string }) {
  const { t, language } = useLanguage();
  const { certificate } = line;
  const look = stateLook(t, certificate.state);
  const name = language === "en" && line.legal_name_en ? line.legal_name_en : line.legal_name;
  return (
    <li>
      <article className="sheet row apart">
        <div>
          <h3>{name}</h3>
          <p className="row small soft">
            <span className="code">{line.corporate_number}</span><Stars star={certificate.star} isHeld={certificate.state === "valid"} />
            <span className={`tag ${look.tone}`}><Icon name={look.icon} />{look.name}</span>
          </p>
          {children && <p>{children}</p>}
        </div>
        <Link className="button first" href={`/app/registrations/stars/${line.assessment}`}>{t("stars.open")}<span className="visually-hidden"> {name} ★{certificate.star}</span></Link>
      </article>
    </li>
  );
}
