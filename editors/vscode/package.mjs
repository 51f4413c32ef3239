// `npm run vsix`: an extension for this machine's kind of system, with the program inside.
// WHEREIN_BINARY names a built program; without it the release build is made first.

import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "../..");
const suffix = process.platform === "win32" ? ".exe" : "";

function run(command, args, cwd = here) {
  execFileSync(command, args, { cwd, stdio: "inherit", shell: process.platform === "win32" });
}

function tool(name) {
  return path.join(here, "node_modules", ".bin", name);
}

let binary = process.env.WHEREIN_BINARY;
if (!binary) {
  run("cargo", ["build", "--locked", "--release"], root);
  binary = path.join(root, process.env.CARGO_TARGET_DIR ?? "target", "release", `wherein${suffix}`);
}
const inside = path.join(here, "bin", `wherein${suffix}`);
rmSync(path.dirname(inside), { recursive: true, force: true });
mkdirSync(path.dirname(inside));
copyFileSync(binary, inside);
chmodSync(inside, 0o755);

run(process.execPath, [path.join(here, "node_modules/typescript/bin/tsc"), "--noEmit"]);
run("npm", ["run", "--silent", "bundle"]);
const target = `${process.platform}-${process.arch}`;
const vsix = path.join(here, `wherein-${target}.vsix`);
const options = ["--no-dependencies", "--skip-license", "--allow-missing-repository", "--no-rewrite-relative-links"];
run(tool("vsce"), ["package", "--target", target, "--out", vsix, ...options]);
