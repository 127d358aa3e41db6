// The frame around every page: name, navigation, language, person; a plain line while the server is away.
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useContext, useEffect, useState } from "react";
import { Link, useLocation } from "wouter";
import { api, keyed, newKey, unwrap } from "../api/client";
import { useReachable } from "../api/connection";
import { outbox } from "../api/outbox";
import { officeDate, today } from "../i18n/dates";
import { type Language, setLanguage, useLanguage } from "../i18n/language";
import { forgetDrafts } from "../ui/draft";
import { Icon, Mark } from "../ui/icons";
import { useUnsavedWarning } from "../ui/unsaved";
import { ActingContext } from "./acting";
import { placesFor } from "./navigation";
import { UnsentDialog } from "./unsent_dialog";

export function Shell({ children }: { children: ReactNode }) {
  const { t, language } = useLanguage();
  const acting = useContext(ActingContext);
  useUnsavedWarning(t("shell.leave_unsent"));
  return (
    <div className="shell">
      <a className="skip button" href="#content">{t("shell.skip")}</a>
      <header>
        <div className="bar">
          <Link className="brand" href={acting ? "/app" : "/login"}><Mark /><span>{t("shell.brand")}</span></Link>
          {acting && <ActingChoice />}
          <span className="print-only push small">{t("shell.printed", { day: officeDate(today(), language) })}</span>
          <div className="personal">
            <LanguageSwitch />
            {acting && <Person />}
          </div>
        </div>
        {acting && <Navigation />}
      </header>
      <AwayLine />
      <main id="content" tabIndex={-1}>{children}</main>
      <footer>
        <div>
          <span>{t("shell.independent")}</span>
          <a href="/about">{t("shell.about")}</a>
          <a href="/register">{t("shell.register")}</a>
        </div>
      </footer>
    </div>
  );
}

function Navigation() {
  const { t } = useLanguage();
  const acting = useContext(ActingContext);
  const [location] = useLocation();
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => setIsOpen(false), [location]);
  const places = placesFor(acting?.organisation?.roles ?? []);
  const isHere = (path: string) => location === path || location.startsWith(`${path}/`) || (path === "/app/assessment" && location.startsWith("/app/assessments"));
  return (
    <>
      <div className="menu-button">
        <button type="button" className="link-button" aria-expanded={isOpen} aria-controls="main-navigation" onClick={() => setIsOpen(!isOpen)}>
          <Icon name={isOpen ? "cross" : "menu"} />{t("shell.menu")}
        </button>
      </div>
      <nav id="main-navigation" className={isOpen ? "main open" : "main"} aria-label={t("shell.navigation")}>
        <ul>
          {places.map((place) => (
            <li key={place.path}><Link href={place.path} aria-current={isHere(place.path) ? "page" : undefined}>{t(place.name)}</Link></li>
          ))}
          <li className="in-menu-only"><Link href="/app/account" aria-current={isHere("/app/account") ? "page" : undefined}>{t("account.title")}</Link></li>
        </ul>
      </nav>
    </>
  );
}

function ActingChoice() {
  const { t } = useLanguage();
  const acting = useContext(ActingContext);
  const [, navigate] = useLocation();
  if (!acting?.organisation) return null;
  if (acting.organisations.length === 1) return <span className="acting">{acting.organisation.name}</span>;
  return (
    <label className="acting">
      <span className="visually-hidden">{t("shell.acting_for")}</span>
      <select className="input" value={acting.organisation.id} onChange={(event) => { acting.choose(event.target.value); navigate("/app"); }}>
        {acting.organisations.map((organisation) => <option key={organisation.id} value={organisation.id}>{organisation.name}</option>)}
      </select>
    </label>
  );
}

function LanguageSwitch() {
  const { language, t } = useLanguage();
  const acting = useContext(ActingContext);
  const client = useQueryClient();
  const other: Language = language === "ja" ? "en" : "ja";

  async function change() {
    await setLanguage(other);
    let isNoted = false; // Then the session too is read anew: it names the firms.
    if (acting) {
      client.setQueryData(["session"], { ...acting.session, language: other });
      // The page has switched already; if the server cannot note it, this browser still remembers.
      isNoted = await unwrap(api.PUT("/session/language", { params: { header: keyed(newKey()) }, body: { language: other } })).then(() => true, () => false);
    }
    await client.invalidateQueries({ predicate: (query) => isNoted || query.queryKey[0] !== "session" });
  }

  return <button type="button" className="link-button" lang={other} onClick={() => void change()}>{t("shell.other_language")}</button>;
}

function Person() {
  const { t } = useLanguage();
  const acting = useContext(ActingContext);
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [isAsking, setIsAsking] = useState(false);

  async function leave() {
    await unwrap(api.DELETE("/session")).catch(() => undefined);
    forgetDrafts();
    client.clear();
    client.setQueryData(["session"], null);
    navigate("/login");
  }

  return (
    <>
      <Link className="person-name" href="/app/account" aria-label={t("shell.account", { name: acting?.session.name ?? "" })}>{acting?.session.name}</Link>
      <button type="button" className="link-button" onClick={() => (outbox.size() > 0 ? setIsAsking(true) : void leave())}>{t("shell.sign_out")}</button>
      {isAsking && <UnsentDialog onStay={() => setIsAsking(false)} onLeave={() => void leave()} />}
    </>
  );
}

function AwayLine() {
  const { t } = useLanguage();
  const isReachable = useReachable();
  return <div role="status">{!isReachable && <p className="away">{t("shell.away")}</p>}</div>;
}
