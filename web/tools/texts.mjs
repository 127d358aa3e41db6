// The user's texts: ../texts/ui.*.json, one file per slice, each key with both languages.
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const webFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const textsFolder = join(webFolder, "..", "texts");
export const languages = ["ja", "en"];
// Slices few people open: their texts and styles are loaded with their pages, not with the first page.
const laterSlices = ["cascade", "self_check"];

// Placeholders of one sentence: {name}, and {n|one|many}, which picks a word by number.
export function placeholders(sentence) {
  return [...sentence.matchAll(/\{(\w+)(?:\|[^}]*)?\}/g)].map((match) => match[1]);
}

// All texts by key. Throws with file and key when a language is missing, a key stands twice or placeholders differ.
export function readTexts(isWanted = () => true) {
  const texts = {};
  const faults = [];
  const files = readdirSync(textsFolder).filter((name) => /^ui\..+\.json$/.test(name) && isWanted(name.slice(3, -5))).sort();
  for (const file of files) {
    for (const [key, entry] of Object.entries(JSON.parse(readFileSync(join(textsFolder, file), "utf8")))) {
      if (texts[key]) faults.push(`${file}: ${key} stands in another file too`);
      for (const language of languages) {
        if (typeof entry[language] !== "string" || entry[language] === "") faults.push(`${file}: ${key} has no ${language}`);
      }
      const [ja, en] = languages.map((language) => [...new Set(placeholders(entry[language] ?? ""))].sort().join());
      if (ja !== en) faults.push(`${file}: ${key} has {${ja}} in ja and {${en}} in en`);
      texts[key] = entry;
    }
  }
  if (faults.length > 0) throw new Error(`Texts at fault:\n${faults.join("\n")}`);
  return texts;
}

// esbuild plugin: `import texts from "texts:ja"` is every text of that language, as one object, but for the later slices, which are
// "texts:ja/SLICE"; "style:SLICE" is the style sheet of a later slice as a string.
export const textsPlugin = {
  name: "texts",
  setup(build) {
    build.onResolve({ filter: /^texts:/ }, ({ path }) => ({ path: path.slice("texts:".length), namespace: "texts" }));
    build.onLoad({ filter: /.*/, namespace: "texts" }, ({ path }) => {
      const [language, slice] = path.split("/");
      const wanted = readTexts((name) => (slice ? name === slice : !laterSlices.includes(name)));
      return { contents: JSON.stringify(Object.fromEntries(Object.entries(wanted).map(([key, entry]) => [key, entry[language]]))), loader: "json" };
    });
    build.onResolve({ filter: /^style:/ }, ({ path }) => ({ path: path.slice("style:".length), namespace: "style" }));
    build.onLoad({ filter: /.*/, namespace: "style" }, async ({ path }) => {
      const css = readFileSync(join(webFolder, "src", path, `${path}.css`), "utf8");
      return { contents: (await build.esbuild.transform(css, { loader: "css", minify: true })).code, loader: "text" };
    });
  },
};

// The same for a page that comes alone: the texts of the slices it shows, and the sentences of the rules it keeps to, which are the
// server's own (../texts/*.json, by the first word of their key).
export const textsOf = ({ slices, server, words }) => ({
  name: "texts-alone",
  setup(build) {
    build.onResolve({ filter: /^texts:/ }, ({ path }) => ({ path: path.slice("texts:".length), namespace: "texts-alone" }));
    build.onLoad({ filter: /.*/, namespace: "texts-alone" }, ({ path: language }) => {
      const own = Object.entries(readTexts((name) => slices.includes(name)));
      const said = server.flatMap((file) => Object.entries(JSON.parse(readFileSync(join(textsFolder, `${file}.json`), "utf8")))).filter(([key]) => words.includes(key.split(".")[0]));
      return { contents: JSON.stringify(Object.fromEntries([...own, ...said].map(([key, entry]) => [key, entry[language]]))), loader: "json" };
    });
  },
});
