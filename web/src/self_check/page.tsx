// The self-check in one file: opened from a disk, it asks nobody for anything.
import { Component, type ReactNode, useEffect } from "react";
import { createRoot } from "react-dom/client";
import { type Language, setLanguage, startLanguage, useLanguage } from "../i18n/language";
import { Mark } from "../ui/icons";
import { Notice } from "../ui/notice";
import type { Catalogue } from "./catalogue";
import { Rules } from "./core";
import { SaveButton } from "./files";
import { ListView } from "./list_view";
import { Paper } from "./paper";
import { hrefOf, usePlace } from "./place";
import { StandingContext, type Tools, ToolsContext, useJudged, useStanding, useTools } from "./shared";
import { StartView } from "./start_view";
import { Store } from "./store";
import { TakeHomeView } from "./take_home_view";

const views = ["start", "list", "rest"] as const;

function Whole() {
  const { t, language } = useLanguage();
  const { store } = useTools();
  const { work } = useStanding();
  const place = usePlace();
  const isBegun = Object.keys(work.answers).length > 0;
  const view = views.find((each) => each === place.get("v")) ?? (isBegun ? "list" : "start");
  useEffect(() => {
    // Where the browser keeps nothing, closing the tab loses what is in no file.
    const ask = (event: BeforeUnloadEvent) => { if (!store.keeps && store.now().isChanged) event.preventDefault(); };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [store]);
  const other: Language = language === "ja" ? "en" : "ja";
  return (
    <>
      <div className="shell screen">
        <a className="skip button" href="#content" onClick={(event) => { event.preventDefault(); document.getElementById("content")?.focus(); }}>{t("shell.skip")}</a>
        <header>
          <div className="bar">
            <a className="brand" href={hrefOf({ v: "start" })}><Mark /><span>{t("offline.brand")}</span></a>
            {work.firm && <span className="acting">{work.firm}</span>}
            <div className="personal">
              <SaveButton />
              <button type="button" className="link-button" lang={other} onClick={() => void setLanguage(other)}>{t("shell.other_language")}</button>
            </div>
          </div>
          <nav className="main open" aria-label={t("shell.navigation")}>
            <ul>
              {views.map((each) => <li key={each}><a href={hrefOf({ v: each })} aria-current={each === view ? "page" : undefined}>{t(`offline.nav_${each}`)}</a></li>)}
            </ul>
          </nav>
        </header>
        <main id="content" tabIndex={-1}>
          {!store.keeps && <Notice kind="warn"><p>{t("offline.keeps_nothing")}</p></Notice>}
          {view === "start" && <StartView asked={Number(place.get("step") ?? "0")} />}
          {view === "list" && <ListView place={place} />}
          {view === "rest" && <TakeHomeView />}
        </main>
        <footer><div><span>{t("shell.independent")}</span><span>{t("offline.no_request")}</span></div></footer>
      </div>
      <Paper />
    </>
  );
}

function Provided({ tools }: { tools: Tools }) {
  return <ToolsContext value={tools}><StandingContext value={useJudged(tools)}><Whole /></StandingContext></ToolsContext>;
}

// The last net: what was typed is in the browser's storage, so loading the page again goes on from there.
class Net extends Component<{ children: ReactNode }, { fault: Error | null }> {
  override state = { fault: null };
  static getDerivedStateFromError = (fault: Error) => ({ fault });
  override render() {
    return this.state.fault ? <Broken fault={this.state.fault} /> : this.props.children;
  }
}

function Broken({ fault }: { fault: Error }) {
  const { t } = useLanguage();
  return <main className="shell-less"><Notice kind="bad" title={t("offline.broken")}><p>{t("offline.broken_next")}</p><p className="code small">{fault.message}</p></Notice></main>;
}

const textOf = (id: string) => document.getElementById(id)?.textContent ?? "";

function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

async function begin(at: HTMLElement) {
  await startLanguage();
  const root = createRoot(at);
  try {
    const catalogue = JSON.parse(textOf("catalogue")) as Catalogue;
    const numbers = new Set(catalogue.criteria.flat().map(({ number }) => number));
    const rules = await Rules.load(Uint8Array.from(atob(textOf("rules")), (letter) => letter.charCodeAt(0)), catalogue);
    const store = new Store(storage(), `hoshirube.self-check.${catalogue.edition.id}.`, (number) => numbers.has(number));
    window.addEventListener("storage", (event) => store.hear(event.key));
    root.render(<Net><Provided tools={{ catalogue, rules, store }} /></Net>);
  } catch (fault) {
    root.render(<Broken fault={fault as Error} />);
  }
}

const place = document.getElementById("app");
if (place) void begin(place);
