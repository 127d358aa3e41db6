import { type ReactNode, useEffect, useRef } from "react";

let isFirstPage = true; // The browser places the focus on the first page; later pages are ours to announce.

interface PageProps {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  shape?: "wide" | "narrow";
  children?: ReactNode;
}

// One page: its name in the window and as the only h1, which takes the focus when one comes here by a link.
export function Page({ title, lead, actions, shape, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · 星標 Hoshirube`;
  }, [title]);
  useEffect(() => {
    if (!isFirstPage) {
      heading.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    isFirstPage = false;
  }, []);
  return (
    <div className={shape ? `page ${shape}` : "page"}>
      <div className="heading">
        <div>
          <h1 ref={heading} tabIndex={-1}>{title}</h1>
          {lead && <div className="lead">{lead}</div>}
        </div>
        {actions && <div className="row">{actions}</div>}
      </div>
      {children}
    </div>
  );
}
