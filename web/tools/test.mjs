// Bundles src/**/*.test.ts and runs them with node's own test runner.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { textsPlugin, webFolder } from "./texts.mjs";

function testsIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return testsIn(path);
    return /\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

const outdir = join(webFolder, "node_modules", ".cache", "tests");
rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: testsIn(join(webFolder, "src")),
  outdir,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node18",
  jsx: "automatic",
  plugins: [textsPlugin],
});
const files = readdirSync(outdir, { recursive: true }).filter((name) => name.endsWith(".mjs")).map((name) => join(outdir, name));
process.exit(spawnSync(process.execPath, ["--test", ...files], { stdio: "inherit" }).status ?? 1);
