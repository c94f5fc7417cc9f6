// Builds dist/ from page/: one script and one style sheet, everything else comes from the libraries.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const library = (path) => readFile(join(here, "node_modules", path), "utf8");

// Bootstrap, Quasar and Materialize restyle the whole document; each is kept to what is its own.
const FOREIGN = ".uses-quasar, .uses-materialize";
const MATERIALIZE = "@materializecss/materialize/dist/css/materialize.min.css";
const scoped = (selector, css) =>
  `@scope (${selector}) {\n${css.replace(/@charset[^;]*;/g, "").replaceAll(":root", ":scope")}\n}\n`;

async function styleSheet() {
  const parts = [
    scoped(`:root) to (${FOREIGN}`, await library("bootstrap/dist/css/bootstrap.min.css")),
    await library("@shoelace-style/shoelace/dist/themes/light.css"),
    scoped(".uses-quasar", await library("quasar/dist/quasar.prod.css")),
    scoped(".uses-materialize", await library(MATERIALIZE)),
    scoped(":root", await readFile(join(here, "page", "app.css"), "utf8")),
  ];
  return parts.join("\n").replace(/\/\*# sourceMappingURL=.*?\*\//g, "");
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await build({
  entryPoints: [join(here, "page", "main.jsx")],
  outfile: join(dist, "app.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "chrome120",
  jsx: "automatic",
  logLevel: "warning",
  define: {
    "process.env.NODE_ENV": '"production"',
    __VUE_OPTIONS_API__: "true",
    __VUE_PROD_DEVTOOLS__: "false",
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
  },
});
await writeFile(join(dist, "app.css"), await styleSheet());
for (const page of ["index.html", "partners.html"]) {
  await copyFile(join(here, "page", page), join(dist, page));
}
