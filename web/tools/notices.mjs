// The notices that the licences of the bundled packages ask us to keep: name, version, licence and its text, package by package.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { webFolder } from "./texts.mjs";

const head = `Hoshirube is licensed under the Apache License 2.0. Its browser UI contains the following packages.

The values of the palette and the type scale are design tokens of Japan's Digital Agency, published under the MIT licence at
https://github.com/digital-go-jp/design-tokens.
`;

const packageOf = (path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];

// The packages among `inputs`, the files that went into a bundle, relative to web/. Throws where one comes without a licence text.
export function packageNotices(inputs) {
  const names = [...new Set(inputs.map(packageOf).filter(Boolean))].sort();
  return names.map((name) => {
    const folder = join(webFolder, "node_modules", name);
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((each) => /^(licen[cs]e|unlicense|copying)(\.|$)/i.test(each));
    if (!file && license !== "Unlicense") throw new Error(`${name} ${version} (${license}) comes without its licence text.`);
    const text = file ? readFileSync(join(folder, file), "utf8").trim() : "Released into the public domain (https://unlicense.org).";
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
}

export function notices(inputs) {
  const parts = packageNotices(inputs);
  const openjpeg = join(webFolder, "node_modules", "pdfjs-dist", "wasm", "LICENSE_OPENJPEG"); // Comes inside pdfjs-dist.
  parts.push(`OpenJPEG, as pdfjs-dist brings it (BSD-2-Clause)\n\n${readFileSync(openjpeg, "utf8").trim()}\n`);
  return [head, ...parts].join(`\n${"-".repeat(80)}\n\n`);
}
