import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useOrganisation } from "../account/acting";
import { type PlainKey, useLanguage } from "../i18n/language";
import { Page } from "../ui/page";
import { isFirms } from "./is_firms";

interface FrameProps {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

// The pages of one organisation share a small navigation below the title; the record is for the firm's own people.
export function OrganisationFrame({ title, lead, actions, children }: FrameProps) {
  const { t } = useLanguage();
  const [location] = useLocation();
  const organisation = useOrganisation();
  const places: [string, PlainKey][] = [["/app/organisation", "nav.organisation"], ["/app/organisation/grants", "grants.title"]];
  if (isFirms(organisation)) places.push(["/app/organisation/audit", "audit.title"]);
  return (
    <Page title={title} lead={lead} actions={actions}>
      <nav className="tabs" aria-label={t("organisation.pages")}>
        <ul>{places.map(([path, name]) => <li key={path}><Link href={path} aria-current={location === path ? "page" : undefined}>{t(name)}</Link></li>)}</ul>
      </nav>
      {children}
    </Page>
  );
}
