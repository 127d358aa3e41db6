// Small pictures of our own: plain SVG, colours from the page's tokens, words beside them rather than inside.
import type { ReactNode } from "react";

const kWidth = 640, kHeight = 360, kLeft = 64, kRight = 16, kTop = 12, kBottom = 44;

export interface Axis { title: string; isLog: boolean; from: number; to: number; ticks: { at: number; label: string }[] }

const scaled = (axis: Axis, value: number): number => {
  const of = (x: number) => (axis.isLog ? Math.log10(Math.max(x, Number.MIN_VALUE)) : x);
  const span = of(axis.to) - of(axis.from);
  return span === 0 ? 0.5 : (of(value) - of(axis.from)) / span;
};
export const placeX = (axis: Axis, value: number) => kLeft + scaled(axis, value) * (kWidth - kLeft - kRight);
export const placeY = (axis: Axis, value: number) => kHeight - kBottom - scaled(axis, value) * (kHeight - kTop - kBottom);

// Whole decades around the positive values.
export function logAxis(title: string, values: readonly number[], label: (value: number) => string): Axis {
  const positive = values.filter((value) => value > 0);
  const low = Math.floor(Math.log10(positive.length ? Math.min(...positive) : 0.1));
  const high = Math.max(low + 1, Math.ceil(Math.log10(positive.length ? Math.max(...positive) : 1)));
  const step = Math.ceil((high - low) / 8);
  const ticks = [];
  for (let d = low; d <= high; d += step) ticks.push({ at: 10 ** d, label: label(10 ** d) });
  return { title, isLog: true, from: 10 ** low, to: 10 ** high, ticks };
}

export function linearAxis(title: string, most: number, label: (value: number) => string): Axis {
  const unit = 10 ** Math.floor(Math.log10(most > 0 ? most : 1));
  const step = [0.2, 0.5, 1, 2].map((part) => part * unit).find((each) => most / each <= 6) ?? unit * 2;
  const ticks = [];
  for (let n = 0; n * step <= most * 1.0001; ++n) ticks.push({ at: n * step, label: label(n * step) });
  return { title, isLog: false, from: 0, to: most > 0 ? most : 1, ticks };
}

export function Chart({ name, x, y, children }: { name: string; x: Axis; y: Axis; children: ReactNode }) {
  return (
    <svg className="chart" viewBox={`0 0 ${kWidth} ${kHeight}`} role="img" aria-label={name}>
      {y.ticks.map(({ at, label }) => (
        <g key={at}>
          <line className="grid" x1={kLeft} x2={kWidth - kRight} y1={placeY(y, at)} y2={placeY(y, at)} />
          <text x={kLeft - 6} y={placeY(y, at) + 4} textAnchor="end">{label}</text>
        </g>
      ))}
      {x.ticks.map(({ at, label }) => <text key={at} x={placeX(x, at)} y={kHeight - kBottom + 18} textAnchor="middle">{label}</text>)}
      <text x={(kLeft + kWidth) / 2} y={kHeight - 6} textAnchor="middle">{x.title}</text>
      <text x={kLeft} y={kTop} textAnchor="start" className="axis-title">{y.title}</text>
      {children}
    </svg>
  );
}

export function Line({ x, y, points, className }: { x: Axis; y: Axis; points: readonly (readonly [number, number])[]; className: string }) {
  const shown = points.filter(([a, b]) => (!x.isLog || a > 0) && (!y.isLog || b > 0));
  return <polyline className={`line ${className}`} points={shown.map(([a, b]) => `${placeX(x, a).toFixed(1)},${placeY(y, b).toFixed(1)}`).join(" ")} />;
}

// What lies below the axis is left out.
export function Dots({ x, y, points, className }: { x: Axis; y: Axis; points: readonly (readonly [number, number])[]; className: string }) {
  const shown = points.filter(([a, b]) => a >= x.from && b >= y.from);
  return <>{shown.map(([a, b]) => <circle key={a} className={className} cx={placeX(x, a)} cy={placeY(y, b)} r={2.5} />)}</>;
}

// A shade from 0 to 5 for a share of the largest value, on a square-root scale so that small ones show.
export const shadeOf = (value: number, most: number) => (most > 0 && value > 0 ? Math.min(5, Math.max(1, Math.ceil(Math.sqrt(value / most) * 5))) : 0);

// 47 tiles that stand roughly where the prefectures lie, by code: row, column.
export const tiles: readonly (readonly [number, number])[] = [
  [0, 12], [2, 12], [3, 12], [4, 12], [3, 11], [4, 11], [5, 12], [6, 12], [6, 11], [6, 10], [7, 11], [8, 12], [8, 11], [9, 11], [5, 11], [5, 9], [4, 9], [6, 8], [8, 10], [7, 10], [6, 9], [9, 10], [8, 9], [9, 8],
  [7, 8], [7, 7], [8, 7], [7, 6], [8, 8], [9, 7], [7, 5], [7, 4], [8, 5], [8, 4], [8, 3], [10, 6], [9, 5], [10, 4], [10, 5], [8, 1], [8, 0], [9, 0], [10, 1], [9, 1], [11, 1], [11, 0], [13, 0],
];
