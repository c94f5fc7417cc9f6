// Builds dist/ from page/: one script and one style sheet for each library, so that none restyles another.
import { build } from "esbuild";
import { readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const page = join(here, "page");
const dist = join(here, "dist");
const SHARED = "frame.jsx";
const AS_DATA = [".eot", ".png", ".svg", ".ttf", ".woff", ".woff2"];

await rm(dist, { recursive: true, force: true });
await build({
  entryPoints: (await readdir(page))
    .filter((name) => name.endsWith(".jsx") && name !== SHARED)
    .map((name) => join(page, name)),
  outdir: dist,
  bundle: true,
  minify: true,
  splitting: true,
  format: "esm",
  target: "chrome120",
  jsx: "automatic",
  logLevel: "error",
  define: { "process.env.NODE_ENV": '"production"', "process.env": "{}" },
  loader: Object.fromEntries(AS_DATA.map((ending) => [ending, "dataurl"])),
});
