import { Fragment } from "react";

// Criterion numbers in a row; none of them breaks at its hyphens.
export function Numbers({ of, limit = Infinity }: { of: readonly string[]; limit?: number }) {
  return (
    <span className="numbers">
      {of.slice(0, limit).map((number, index) => <Fragment key={number}>{index > 0 && ", "}<span className="nowrap">{number}</span></Fragment>)}
      {of.length > limit && "…"}
    </span>
  );
}
