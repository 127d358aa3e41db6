// The little of pdf.js that a look into a file uses.
declare module "pdfjs-dist/legacy/build/pdf.min.mjs" {
  interface Viewport { width: number; height: number }
  export interface PdfPage {
    getViewport(options: { scale: number }): Viewport;
    render(options: { canvas: HTMLCanvasElement; viewport: Viewport }): { promise: Promise<void>; cancel(): void };
    getTextContent(): Promise<{ items: { str?: string; hasEOL?: boolean }[] }>;
  }
  export interface PdfDocument { numPages: number; getPage(number: number): Promise<PdfPage> }
  export const GlobalWorkerOptions: { workerSrc: string };
  export function getDocument(options: Record<string, unknown>): { promise: Promise<PdfDocument>; destroy(): Promise<void> };
}
declare const PDF_WORKER: string; // Addresses, put in by the bundler.
declare const PDF_TABLES: string;
