import type { Schemas } from "../api/client";
import { scopeKind } from "../declaration/paper";
import { useLanguage } from "../i18n/language";
import { Notice } from "../ui/notice";
import type { Review } from "./use_review";

type Scope = Schemas["Scope"];

// The part of the firm that is judged, both languages as stored; and what it was when the last review was sent, if that was another.
export function ScopeRead({ review, as: Heading }: { review: Review; as: "h2" | "h3" }) {
  const { t } = useLanguage();
  return (
    <section className="stack tight" aria-label={t("review.scope.title")}>
      <Heading>{t("review.scope.title")}</Heading>
      {review.scope_before ? (
        <Notice kind="warn" title={t("review.scope.changed")}>
          <dl className="scope-change">
            <div><dt>{t("review.scope.before")}</dt><dd><Words scope={review.scope_before} /></dd></div>
            <div><dt>{t("review.scope.now")}</dt><dd><Words scope={review.scope} /></dd></div>
          </dl>
        </Notice>
      ) : <Words scope={review.scope} />}
    </section>
  );
}

function Words({ scope }: { scope: Scope }) {
  const { t } = useLanguage();
  return (
    <>
      <p><strong>{scopeKind(t, scope.kind)}</strong></p>
      <p className="keep-lines" lang="ja">{scope.description}</p>
      {scope.description_en && <p className="keep-lines" lang="en">{scope.description_en}</p>}
    </>
  );
}
