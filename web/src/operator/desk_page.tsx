import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useLanguage } from "../i18n/language";
import { Page } from "../ui/page";

interface DeskProps {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

// The operator's pages share one small navigation below the title.
export function DeskPage({ title, lead, actions, children }: DeskProps) {
  const { t } = useLanguage();
  const [location] = useLocation();
  const places: [string, string][] = [
    ["/app/operator", t("operator.nav.organisations")], ["/app/operator/experts", t("operator.nav.experts")],
    ["/app/operator/editions", t("operator.nav.editions")], ["/app/operator/events", t("operator.nav.events")],
  ];
  const isHere = (path: string) => location === path || (path === "/app/operator" && location.startsWith("/app/operator/organisations"));
  return (
    <Page title={title} lead={lead} actions={actions}>
      <nav className="tabs" aria-label={t("operator.nav.name")}>
        <ul>{places.map(([path, name]) => <li key={path}><Link href={path} aria-current={isHere(path) ? "page" : undefined}>{name}</Link></li>)}</ul>
      </nav>
      {children}
    </Page>
  );
}
