import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useLocation } from "wouter";
import type { ActingFor } from "../account/acting";
import { ScopeForm, useOpenAssessment } from "../assessment/scope_form";
import { queries } from "../api/queries";
import { useLanguage } from "../i18n/language";
import { Loaded } from "../ui/loaded";
import { Picture } from "./pictures";

// The last step: which part of the firm the star shall speak for. Opening the assessment makes the first five things.
export function ScopeStep({ organisation }: { organisation: ActingFor }) {
  const { t } = useLanguage();
  const [, navigate] = useLocation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const editions = useQuery(queries.editions());
  const act = useOpenAssessment(organisation.id);
  return (
    <section className="sheet start-question arrives">
      <Picture name="scope" />
      <div className="stack">
        <h2 ref={heading} tabIndex={-1}>{t("scope.question")}</h2>
        <Loaded query={editions}>
          {(data) => (
            <ScopeForm
              draft={`new.${organisation.id}`} editions={data} act={act} button={t("start.open")}
              initial={{ kind: "company", description: t("scope.whole_company", { name: organisation.name }) }}
              onDone={() => navigate("/app/today?first=yes")}
            />
          )}
        </Loaded>
      </div>
    </section>
  );
}
