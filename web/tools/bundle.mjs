// Builds web/dist (or the folder named): index.html, hashed files under assets/ (each with its .gz), and manifest.json, which lists them for the server.
import { build } from "esbuild";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { textsPlugin, webFolder } from "./texts.mjs";

const kFirstLoadBudget = 180_000; // Bytes, gzip: page, styles, script and texts; leaves room for the first answers of the API.
const dist = process.argv[2] ? resolve(process.argv[2]) : join(webFolder, "dist");
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml" };

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
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
  define: { "process.env.NODE_ENV": '"production"' },
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

// What the browser fetches before the first page: static imports of main, and one language.
function firstLoad(path, seen = new Set()) {
  seen.add(path);
  for (const imported of outputs[path].imports) {
    if (imported.kind === "import-statement" && !seen.has(imported.path)) firstLoad(imported.path, seen);
  }
  return seen;
}
const first = [...firstLoad(script), style, outputOf("texts:ja")].filter(Boolean);

const names = ["index.html", ...readdirSync(join(dist, "assets")).sort().map((name) => `assets/${name}`)];
const files = names.map((path) => {
  const bytes = readFileSync(join(dist, path));
  const packed = gzipSync(bytes, { level: 9 });
  writeFileSync(join(dist, `${path}.gz`), packed);
  const type = types[path.slice(path.lastIndexOf("."))];
  return { path, type, size_bytes: bytes.length, gzip_bytes: packed.length, is_immutable: path !== "index.html" };
});
writeFileSync(join(dist, "manifest.json"), `${JSON.stringify({ files }, null, 1)}\n`);

const gzipOf = (path) => files.find((file) => file.path === `assets/${basename(path)}`)?.gzip_bytes ?? 0;
const total = first.reduce((sum, path) => sum + gzipOf(path), files[0].gzip_bytes);
console.log(`${dist}: ${files.length} files; first load ${(total / 1000).toFixed(1)} kB gzip (script ${(gzipOf(script) / 1000).toFixed(1)})`);
if (total > kFirstLoadBudget) throw new Error(`First load is over ${kFirstLoadBudget / 1000} kB.`);
