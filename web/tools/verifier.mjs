// The verifier of star certificates: verifier.js and verifier.css for the public page, and verifier.html, the same in one file that
// works from a disk. Its content policy lets it run its own script and do nothing else: no request can leave it.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { webFolder } from "./texts.mjs";

const source = join(webFolder, "src", "verifier");
const hashOf = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

// Answers the files that went in, for their notices.
export async function bundleVerifier(dist) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: webFolder,
    entryPoints: ["src/verifier/page.ts"],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2020",
    minify: true,
    charset: "utf8",
    legalComments: "none",
    metafile: true,
  });
  const script = outputFiles[0].text.replaceAll("</script", "<\\/script");
  const style = readFileSync(join(source, "verifier.css"), "utf8");
  writeFileSync(join(dist, "verifier.js"), script);
  writeFileSync(join(dist, "verifier.css"), style);
  const allStyles = readFileSync(join(webFolder, "..", "src", "http", "pages", "public.css"), "utf8") + style;
  const page = readFileSync(join(source, "alone.html"), "utf8")
    .replace("{policy}", () => `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(allStyles)}`)
    .replace("{style}", () => allStyles)
    .replace("{script}", () => script);
  writeFileSync(join(dist, "verifier.html"), page);
  return Object.keys(metafile.inputs);
}
