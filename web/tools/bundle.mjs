// Builds web/dist (or the folder named): index.html, hashed files under assets/ (each with its .gz), third-party-notices.txt, and
// manifest.json, which lists them for the server.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { notices } from "./notices.mjs";
import { bundleSelfCheck } from "./self_check.mjs";
import { textsPlugin, webFolder } from "./texts.mjs";
import { bundleVerifier } from "./verifier.mjs";

const kFirstLoadBudget = 180_000; // Bytes, gzip: page, styles, script and texts; leaves room for the first answers of the API.
const dist = process.argv[2] ? resolve(process.argv[2]) : join(webFolder, "dist");
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8", ".bcmap": "application/octet-stream" };

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, "assets"), { recursive: true });

// What pdf.js fetches by itself when a PDF is looked into: its worker, the tables of the Japanese encodings that papers without
// their own fonts need, and the reader of JPEG 2000 scans without WebAssembly, which our content policy does not admit. As they
// come, under names that change with the version or the content.
const pdfFolder = join(webFolder, "node_modules", "pdfjs-dist");
const pdfVersion = JSON.parse(readFileSync(join(pdfFolder, "package.json"), "utf8")).version;
const pdfWorker = readFileSync(join(pdfFolder, "legacy", "build", "pdf.worker.min.mjs"));
const pdfWorkerName = `pdf-worker-${createHash("sha256").update(pdfWorker).digest("hex").slice(0, 8)}.js`;
writeFileSync(join(dist, "assets", pdfWorkerName), pdfWorker);
const tables = ["Adobe-Japan1-UCS2", ...["90ms-RKSJ", "90msp-RKSJ", "UniJIS-UCS2", "UniJIS-UCS2-HW", "UniJIS-UTF16"].flatMap((name) => [`${name}-H`, `${name}-V`]), "EUC-H", "EUC-V", "H", "V"];
mkdirSync(join(dist, "assets", `pdf-${pdfVersion}`));
for (const table of tables) writeFileSync(join(dist, "assets", `pdf-${pdfVersion}`, `${table}.bcmap`), readFileSync(join(pdfFolder, "cmaps", `${table}.bcmap`)));
writeFileSync(join(dist, "assets", `pdf-${pdfVersion}`, "openjpeg_nowasm_fallback.js"), readFileSync(join(pdfFolder, "wasm", "openjpeg_nowasm_fallback.js")));
const { metafile } = await build({
  absWorkingDir: webFolder,
  entryPoints: ["src/main.tsx", "src/styles.css", "src/icon.svg"],
  loader: { ".svg": "copy" },
  outdir: join(dist, "assets"),
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  define: {
    "process.env.NODE_ENV": '"production"',
    PDF_WORKER: JSON.stringify(`/assets/${pdfWorkerName}`),
    PDF_TABLES: JSON.stringify(`/assets/pdf-${pdfVersion}/`),
  },
  plugins: [textsPlugin],
});

const outputs = metafile.outputs;
const outputOf = (entry) => Object.keys(outputs).find((path) => outputs[path].entryPoint === entry);
const script = outputOf("src/main.tsx");
const style = outputOf("src/styles.css");
const icon = Object.keys(outputs).find((path) => path.endsWith(".svg"));
const page = readFileSync(join(webFolder, "src", "index.html"), "utf8")
  .replace("{script}", `/assets/${basename(script)}`)
  .replace("{icon}", `/assets/${basename(icon)}`)
  .replace("{style}", `/assets/${basename(style)}`);
writeFileSync(join(dist, "index.html"), page);
const aloneInputs = [...(await bundleVerifier(dist)), ...(await bundleSelfCheck(dist))];
writeFileSync(join(dist, "third-party-notices.txt"), notices([...Object.keys(metafile.inputs), ...aloneInputs]));

// What the browser fetches before the first page: static imports of main, and one language.
function firstLoad(path, seen = new Set()) {
  seen.add(path);
  for (const imported of outputs[path].imports) {
    if (imported.kind === "import-statement" && !seen.has(imported.path)) firstLoad(imported.path, seen);
  }
  return seen;
}
const first = [...firstLoad(script), style, outputOf("texts:ja")].filter(Boolean);

const filesBelow = (folder) =>
  readdirSync(join(dist, folder), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesBelow(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]));
const names = ["index.html", "third-party-notices.txt", "verifier.js", "verifier.css", "verifier.html", "self-check.html", ...filesBelow("assets").sort()];
const files = names.map((path) => {
  const bytes = readFileSync(join(dist, path));
  const packed = gzipSync(bytes, { level: 9 });
  writeFileSync(join(dist, `${path}.gz`), packed);
  const type = types[path.slice(path.lastIndexOf("."))];
  return { path, type, size_bytes: bytes.length, gzip_bytes: packed.length, is_immutable: path.startsWith("assets/") };
});
writeFileSync(join(dist, "manifest.json"), `${JSON.stringify({ files }, null, 1)}\n`);

const gzipOf = (path) => files.find((file) => file.path === `assets/${basename(path)}`)?.gzip_bytes ?? 0;
const total = first.reduce((sum, path) => sum + gzipOf(path), files[0].gzip_bytes);
console.log(`${dist}: ${files.length} files; first load ${(total / 1000).toFixed(1)} kB gzip (script ${(gzipOf(script) / 1000).toFixed(1)})`);
if (total > kFirstLoadBudget) throw new Error(`First load is over ${kFirstLoadBudget / 1000} kB.`);
