// Small drawings of the things the start asks about, so that a reader sees what is meant. Ornament: the question says it all.
import type { ReactNode } from "react";

const drawings: Record<string, ReactNode> = {
  person: (
    <>
      <circle cx="48" cy="30" r="14" className="tint" />
      <path d="M18 84c2-20 13-30 30-30s28 10 30 30z" className="tint" />
      <path d="M40 62l8 8 8-8" />
    </>
  ),
  pc: (
    <>
      <rect x="20" y="18" width="56" height="40" rx="3" className="tint" />
      <path d="M10 66h76l-5 10H15z" className="leaf" />
      <path d="M30 30h22M30 38h32M30 46h16" />
    </>
  ),
  nas: (
    <>
      <rect x="22" y="14" width="52" height="68" rx="4" className="tint" />
      <path d="M32 24h14v34H32zM50 24h14v34H50z" className="leaf" />
      <path d="M36 50h6M54 50h6M32 70h4M42 70h4" />
      <circle cx="62" cy="70" r="3" className="light" />
    </>
  ),
  utm: (
    <>
      <rect x="8" y="44" width="80" height="26" rx="3" className="tint" />
      <path d="M18 58h8v6h-8zM30 58h8v6h-8zM42 58h8v6h-8z" className="leaf" />
      <circle cx="64" cy="57" r="3" className="light" />
      <circle cx="75" cy="57" r="3" className="light" />
      <path d="M26 44V30M70 44V30M48 14l-10 5v8c0 7 4 11 10 14 6-3 10-7 10-14v-8z" className="leaf" />
    </>
  ),
  cloud: (
    <>
      <path d="M28 62a14 14 0 0 1 0-28 20 20 0 0 1 38-4 16 16 0 0 1 4 32z" className="tint" />
      <path d="M48 84V50M40 58l8-8 8 8" />
    </>
  ),
  home: (
    <>
      <path d="M14 48L48 18l34 30v34H14z" className="tint" />
      <rect x="30" y="50" width="36" height="20" rx="2" className="leaf" />
      <path d="M24 76h48l-4-6H28z" className="leaf" />
    </>
  ),
  usb: (
    <>
      <rect x="34" y="36" width="28" height="46" rx="5" className="tint" />
      <path d="M38 16h20v20H38z" className="leaf" />
      <path d="M43 23h3M50 23h3M48 46v24M48 58l7-5M48 64l-7-5" />
    </>
  ),
  code: (
    <>
      <rect x="12" y="18" width="72" height="58" rx="4" className="tint" />
      <path d="M12 30h72M18 24h1M25 24h1M38 44l-9 9 9 9M58 44l9 9-9 9M52 42l-8 22" />
    </>
  ),
  handshake: (
    <>
      <path d="M26 14h34l12 12v56H26z" className="tint" />
      <path d="M60 14v12h12M36 36h24M36 46h24M36 56h14" />
      <rect x="46" y="60" width="20" height="15" rx="2" className="leaf" />
      <path d="M50 60v-5a6 6 0 0 1 12 0v5" />
    </>
  ),
  key: (
    <>
      <rect x="10" y="34" width="76" height="28" rx="6" className="tint" />
      <path d="M26 44v8M22 46l8 4M30 46l-8 4M44 44v8M40 46l8 4M48 46l-8 4M62 44v8M58 46l8 4M66 46l-8 4" />
    </>
  ),
  factory: (
    <>
      <path d="M10 82V46l22 12V46l22 12V46l22 12V16h10v66z" className="tint" />
      <path d="M22 70h8M42 70h8M62 70h8" />
    </>
  ),
  scope: (
    <>
      <rect x="34" y="14" width="28" height="18" rx="3" className="tint" />
      <path d="M48 32v14M20 60V46h56v14" />
      <rect x="8" y="60" width="24" height="18" rx="3" className="tint" />
      <rect x="36" y="60" width="24" height="18" rx="3" className="tint" />
      <rect x="64" y="60" width="24" height="18" rx="3" className="leaf" />
      <path d="M48 46v14" />
    </>
  ),
};

export function Picture({ name }: { name: string | undefined }) {
  const drawing = name ? drawings[name] : undefined;
  if (!drawing) return null;
  return <svg className="picture" viewBox="0 0 96 96" aria-hidden="true">{drawing}</svg>;
}
