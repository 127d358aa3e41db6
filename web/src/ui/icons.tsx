// Line icons, 24 x 24; they never stand without a word beside them or a hidden label.
const paths = {
  check: "M4 12.5l5 5L20 6.5",
  cross: "M6 6l12 12M18 6L6 18",
  clock: "M12 7v5l3.5 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  dash: "M5 12h14",
  open: "M12 5.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z",
  question: "M9 9a3 3 0 1 1 4.2 2.8c-.8.4-1.2 1-1.2 2M12 17.5v.1M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  warning: "M12 4L2.5 20h19zM12 10v4.5M12 17v.1",
  info: "M12 11v6M12 7.5v.1M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  file: "M6 3h8l5 5v13H6zM14 3v5h5",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  upload: "M12 16V5M7 9l5-5 5 5M5 20h14",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L20 20",
  next: "M9 5l7 7-7 7",
  back: "M15 5l-7 7 7 7",
  menu: "M4 7h16M4 12h16M4 17h16",
  edit: "M4 20l1-4L16 5l3 3L8 19z",
  returned: "M9 7L4 12l5 5M4 12h11a5 5 0 0 1 0 10",
  person: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c1-5 4-7 8-7s7 2 8 7",
  keyboard: "M3 6h18v12H3zM7 10v.1M11 10v.1M15 10v.1M7 14h10",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, label }: { name: IconName; label?: string }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" role={label ? "img" : undefined} aria-label={label} aria-hidden={label ? undefined : true}>
      <path d={paths[name]} />
    </svg>
  );
}

const kStarPath = "m12 2.2 2.9 6.1 6.7.9-4.9 4.6 1.2 6.7-5.9-3.2-5.9 3.2 1.2-6.7L2.4 9.2l6.7-.9z";

// ★3 as text for everyone, with the stars drawn as ornament: filled only where a register holds them, outlines while they are sought.
export function Stars({ star, isHeld }: { star: number; isHeld: boolean }) {
  return (
    <span className="nowrap">
      <span className={isHeld ? "stars" : "stars sought"} aria-hidden="true">
        {Array.from({ length: star }, (_, index) => (
          <svg key={index} viewBox="0 0 24 24"><path d={kStarPath} /></svg>
        ))}
      </span>
      <span className="visually-hidden">★{star}</span>
    </span>
  );
}

export function Mark() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <path d="M15 14h2v17h-2z" fill="currentColor" />
      <path className="mark-star" d="m16 1 3.3 6.9 7.6 1-5.6 5.2 1.4 7.5-6.7-3.7-6.7 3.7 1.4-7.5-5.6-5.2 7.6-1z" />
    </svg>
  );
}
