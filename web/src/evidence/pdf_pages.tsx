// The pages of a PDF, drawn on a canvas by pdf.js in a worker. No script of the file runs, no link or form in it works, and
// nothing is fetched but our own tables of encodings; a chunk of its own, loaded only when someone looks into a PDF.
import { useEffect, useRef, useState } from "react";
import { getDocument, GlobalWorkerOptions, type PdfDocument } from "pdfjs-dist/legacy/build/pdf.min.mjs";
import { useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";
import { Loading } from "../ui/loaded";

const kWidth_px = 1400; // Sharp on a wide screen; narrower places shrink it.
const kMaxImage_px = 40_000_000;

type State = { is: "loading" } | { is: "locked" } | { is: "broken" } | { is: "ready"; paper: PdfDocument };

export default function PdfPages({ blob, name }: { blob: Blob; name: string }) {
  const { t } = useLanguage();
  const [state, setState] = useState<State>({ is: "loading" });
  const [number, setNumber] = useState(1);
  useEffect(() => {
    let isGone = false;
    let close = () => {};
    async function open() {
      GlobalWorkerOptions.workerSrc = PDF_WORKER;
      const task = getDocument({
        data: new Uint8Array(await blob.arrayBuffer()), isEvalSupported: false, useWasm: false, wasmUrl: PDF_TABLES, cMapUrl: PDF_TABLES, cMapPacked: true, useSystemFonts: true,
        maxImageSize: kMaxImage_px, verbosity: 0,
      });
      close = () => void task.destroy();
      if (isGone) return close();
      const paper = await task.promise;
      if (!isGone) setState({ is: "ready", paper });
    }
    open().catch((fault: unknown) => {
      if (!isGone) setState({ is: fault instanceof Error && fault.name === "PasswordException" ? "locked" : "broken" });
    });
    return () => {
      isGone = true;
      close();
    };
  }, [blob]);
  if (state.is === "loading") return <Loading />;
  if (state.is !== "ready") return <p>{t(state.is === "locked" ? "look.pdf_locked" : "look.pdf_broken")}</p>;
  const pages = state.paper.numPages;
  return (
    <div className="stack tight">
      <PdfPageView key={number} paper={state.paper} number={number} name={name} />
      {pages > 1 && (
        <div className="row apart">
          <button type="button" className="button" disabled={number === 1} onClick={() => setNumber(number - 1)}><Icon name="back" />{t("look.page_before")}</button>
          <span className="number" role="status">{t("look.page", { n: number, of: pages })}</span>
          <button type="button" className="button" disabled={number === pages} onClick={() => setNumber(number + 1)}>{t("look.page_after")}<Icon name="next" /></button>
        </div>
      )}
    </div>
  );
}

function PdfPageView({ paper, number, name }: { paper: PdfDocument; number: number; name: string }) {
  const { t } = useLanguage();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [words, setWords] = useState<string>();
  const [isBroken, setIsBroken] = useState(false);
  useEffect(() => {
    let stop = () => {};
    async function draw() {
      const page = await paper.getPage(number);
      if (!canvas.current) return;
      const viewport = page.getViewport({ scale: kWidth_px / page.getViewport({ scale: 1 }).width });
      canvas.current.width = viewport.width;
      canvas.current.height = viewport.height;
      const drawing = page.render({ canvas: canvas.current, viewport });
      stop = () => drawing.cancel();
      await drawing.promise;
      const { items } = await page.getTextContent();
      setWords(items.map(({ str, hasEOL }) => (str ?? "") + (hasEOL ? "\n" : "")).join("").trim());
    }
    draw().catch((fault: unknown) => {
      if (!(fault instanceof Error && fault.name === "RenderingCancelledException")) setIsBroken(true);
    });
    return () => stop();
  }, [paper, number]);
  if (isBroken) return <p>{t("look.pdf_broken")}</p>;
  return (
    <>
      <canvas ref={canvas} className="look-page" role="img" aria-label={t("look.page_of", { n: number, name })} data-drawn={words !== undefined} />
      {words === "" && <p className="small soft">{t("look.page_wordless")}</p>}
      {words && (
        <details>
          <summary>{t("look.page_words")}</summary>
          <pre className="look" tabIndex={0} role="region" aria-label={t("look.page_words")}>{words}</pre>
        </details>
      )}
    </>
  );
}
