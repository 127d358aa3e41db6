// The self-check: self-check.html, one file that works from a disk. The catalogue and the rules (../src, compiled by tools/build_core)
// lie in it as they are. Its content policy lets it run its own script and its rules, and do nothing else: no request can leave it.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageNotices } from "./notices.mjs";
import { textsOf, webFolder } from "./texts.mjs";

const kEdition = "2026-03-27";
const source = join(webFolder, "src", "self_check");
const catalogueFolder = join(webFolder, "..", "catalogue");
const core = join(webFolder, "core", "self_check.wasm");
const hashOf = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const json = (path) => JSON.parse(readFileSync(path, "utf8"));

function catalogue() {
  const folder = join(catalogueFolder, kEdition, "criteria");
  const criteria = readdirSync(folder).filter((name) => name.endsWith(".json")).sort().map((name) => json(join(folder, name)));
  return { edition: json(join(catalogueFolder, kEdition, "edition.json")), criteria, start: json(join(catalogueFolder, "start.json")) };
}

// What the licences of all that lies in the file ask to travel with it.
function licences(inputs) {
  const debian = ["wasi-libc", "libc++-14-dev-wasm32", "nlohmann-json3-dev"].map((name) => readFileSync(`/usr/share/doc/${name}/copyright`, "utf8"));
  const head = "Hoshirube is licensed under the Apache License 2.0 (https://www.apache.org/licenses/LICENSE-2.0). This file also contains:\n";
  return [head, ...packageNotices(inputs), ...debian].join(`\n${"-".repeat(80)}\n\n`).replaceAll("</", "< /");
}

// Answers the files that went in, for their notices.
export async function bundleSelfCheck(dist) {
  if (!existsSync(core)) throw new Error("The rules are not compiled for the self-check page yet: run tools/build_core.");
  const { outputFiles, metafile } = await build({
    absWorkingDir: webFolder,
    entryPoints: ["src/self_check/page.tsx", "src/self_check/whole.css"],
    outdir: dist,
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    jsx: "automatic",
    minify: true,
    charset: "utf8",
    legalComments: "none",
    metafile: true,
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [textsOf({ slices: ["shell", "assessment", "start", "self_check"], server: ["core", "errors.formats"], words: ["answer", "text", "start", "self_check"] })],
  });
  const textOf = (ending) => outputFiles.find(({ path }) => path.endsWith(ending)).text;
  const script = textOf(".js").replaceAll("</script", "<\\/script");
  const style = textOf(".css");
  const page = readFileSync(join(source, "alone.html"), "utf8")
    .replace("{policy}", () => `default-src 'none'; script-src ${hashOf(script)} 'wasm-unsafe-eval'; style-src ${hashOf(style)}`)
    .replace("{style}", () => style)
    .replace("{catalogue}", () => JSON.stringify(catalogue()).replaceAll("<", "\\u003c"))
    .replace("{licences}", () => licences(Object.keys(metafile.inputs)))
    .replace("{rules}", () => readFileSync(core).toString("base64"))
    .replace("{script}", () => script);
  writeFileSync(join(dist, "self-check.html"), page);
  return Object.keys(metafile.inputs);
}
