// VS Code in a browser, with the packaged extension, used like a user does: keys in, bytes of files and the page out.

import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

const environment = (name) => process.env[name] ?? fail(`${name} is not set; run tests/editors/run`);
export const repository = environment("WHEREIN_REPOSITORY");
export const binary = environment("WHEREIN_BINARY");
const tools = environment("WHEREIN_TOOLS_FOLDER");
const patience = Number(process.env.WHEREIN_PATIENCE ?? "60") * 1000;
const { chromium } = createRequire(path.join(tools, "package.json"))("playwright-core");

export function fail(message) {
  throw new Error(message);
}

const SETTINGS = {
  "chat.disableAIFeatures": true,
  "editor.fontSize": 14,
  "editor.minimap.enabled": false,
  "editor.occurrencesHighlight": "off",
  "editor.renderLineHighlight": "none",
  "editor.renderWhitespace": "none",
  "editor.stickyScroll.enabled": false,
  "editor.wordBasedSuggestions": "off",
  "extensions.autoUpdate": false,
  "files.autoSave": "off",
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "window.commandCenter": false,
  "workbench.activityBar.location": "hidden",
  "workbench.colorTheme": "Default Light Modern",
  "workbench.editor.empty.hint": "hidden",
  "workbench.layoutControl.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

async function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until `holds` returns something; what it returns. */
export async function until(what, holds, explain = () => "") {
  const end = Date.now() + patience;
  for (;;) {
    const value = await holds();
    if (value) return value;
    if (Date.now() > end) fail(`waited in vain until ${what}\n${await explain()}`);
    await pause(50);
  }
}

export class Editor {
  /** Starts the server of the editor with the extension installed, and a browser on a folder with these files. */
  static async start(vsix, files, settings = {}) {
    const editor = new Editor();
    const base = mkdtempSync(path.join(tmpdir(), "wherein-code-"));
    editor.base = base;
    editor.folder = path.join(base, "project");
    mkdirSync(editor.folder);
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(editor.folder, name), text);
    // What belongs to a machine is read from the second place.
    for (const place of ["User", "Machine"]) {
      mkdirSync(path.join(base, "data", place), { recursive: true });
      writeFileSync(path.join(base, "data", place, "settings.json"), JSON.stringify({ ...SETTINGS, ...settings }));
    }
    const port = await freePort();
    const config = path.join(base, "config.yaml");
    writeFileSync(config, `bind-addr: 127.0.0.1:${port}\nauth: none\ncert: false\n`);
    const options = ["--config", config, "--user-data-dir", path.join(base, "data")];
    options.push("--extensions-dir", path.join(base, "extensions"));
    const node = path.join(tools, "node_modules/node/bin/node");
    const entry = path.join(tools, "node_modules/code-server/out/node/entry.js");
    // No name of an editor that this runs inside of may leak in: the command would then talk to that one.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("VSCODE_")));
    execFileSync(node, [entry, ...options, "--install-extension", vsix], { env, stdio: "pipe" });
    const flags = ["--disable-telemetry", "--disable-update-check", "--disable-workspace-trust"];
    editor.process = spawn(node, [entry, ...options, ...flags], { env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    editor.process.stdout.on("data", (data) => (output += data));
    editor.process.stderr.on("data", (data) => (output += data));
    const url = `http://127.0.0.1:${port}`;
    const answers = () => fetch(`${url}/healthz`).then((response) => response.ok, () => false);
    await until("code-server answers", answers, () => output);
    editor.browser = await chromium.launch({
      executablePath: process.env.WHEREIN_CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu"],
    });
    editor.page = await editor.browser.newPage({ viewport: { width: 900, height: 620 } });
    editor.page.setDefaultTimeout(patience);
    await editor.page.goto(`${url}/?folder=${encodeURIComponent(editor.folder)}`);
    await editor.page.locator(".monaco-workbench .part.statusbar").waitFor();
    await editor.command("View: Close Primary Side Bar");
    return editor;
  }

  async stop() {
    await this.browser?.close().catch(() => undefined);
    this.process?.kill("SIGTERM");
    await pause(300);
    if (this.process?.exitCode === null) this.process.kill("SIGKILL");
    rmSync(this.base, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }

  async keys(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text) {
    await this.page.keyboard.type(text, { delay: 30 });
  }

  /** Runs a command by its title in the palette. */
  async command(title) {
    await this.keys("F1");
    const input = this.page.locator(".quick-input-widget input[type=text]");
    await input.waitFor();
    await input.fill(`>${title}`);
    const row = this.page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
    await row.click();
    await input.waitFor({ state: "hidden" });
  }

  /** Opens a file of the folder and waits until the server runs. */
  async open(name) {
    await this.keys("Control+p");
    const input = this.page.locator(".quick-input-widget input[type=text]");
    await input.waitFor();
    await input.fill(name);
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().click();
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator(".monaco-editor .view-line").first().waitFor();
    this.name = name;
    await this.page.locator(".statusbar-item", { hasText: "λ Wherein" }).waitFor();
  }

  /** Puts the caret at a line and column, both from 1. */
  async caret(line, column) {
    await this.keys("Control+g");
    const input = this.page.locator(".quick-input-widget input[type=text]");
    await input.waitFor();
    await input.fill(`:${line}:${column}`);
    await this.keys("Enter");
    await input.waitFor({ state: "hidden" });
  }

  /** Puts the caret where `text` begins in the file as it was saved last, `offset` columns on. */
  async caretAt(text, offset = 0) {
    const lines = this.bytes().split("\n");
    const line = lines.findIndex((line) => line.includes(text));
    if (line < 0) fail(`${text} is not in the file`);
    await this.caret(line + 1, lines[line].indexOf(text) + 1 + offset);
  }

  /** Opens the light bulb's menu and chooses an entry; what it says. */
  async lightBulb(title, look = async () => {}) {
    const entry = this.page.locator(".action-widget .monaco-list-row", { hasText: title });
    const seek = async () => {
      await this.keys("Control+.");
      // Whoever asks before the server has begun to answer finds nothing, and asks again.
      const seen = await entry.first().waitFor({ timeout: 3000 }).then(() => true, () => false);
      if (!seen) await this.keys("Escape");
      return seen;
    };
    await until(`the light bulb offers ${title}`, seek, () => this.screen());
    const text = await entry.first().innerText();
    await look();
    await entry.first().click();
    return text.trim();
  }

  /** The lines of the editor as they are seen, from top to bottom, ghost text included. */
  async screen() {
    const lines = await this.page.locator(".editor-instance .view-lines .view-line").evaluateAll((all) =>
      all
        .map((line) => [Number.parseFloat(line.style.top), line.textContent ?? ""])
        .sort(([a], [b]) => a - b)
        .map(([, text]) => text),
    );
    return lines.join("\n").replaceAll("\u00a0", " ").replaceAll("\u200c", "");
  }

  /** The ghost text that is seen; empty when there is none. */
  async ghost() {
    const parts = this.page.locator(".ghost-text-decoration, .ghost-text-decoration-preview, .suggest-preview-text");
    const texts = await parts.evaluateAll((all) => all.map((part) => part.textContent ?? ""));
    return texts.join("\n").replaceAll("\u00a0", " ");
  }

  /**
   * Waits until the ghost text has all of `lines`, which the editor draws one by one; asked for again where the machine
   * was too busy for the server's patience.
   */
  async offered(lines) {
    let asked = Date.now();
    const look = async () => {
      if (Date.now() - asked > 2000) {
        await this.command("Wherein: Show Ghost Text");
        asked = Date.now();
      }
      const seen = await this.ghost();
      return lines.every((line) => seen.includes(line));
    };
    return until("there is ghost text", look, () => this.screen());
  }

  /** Asks for completions until the selected one is `label` and says `detail`: a list in time may be incomplete. */
  async suggestion(label, detail) {
    const row = this.page.locator(".suggest-widget .monaco-list-row.focused", { hasText: label });
    const look = async () => {
      await this.keys("Control+Space");
      await pause(500);
      const text = (await row.count()) > 0 ? await row.innerText() : "";
      if (text.includes(detail)) return true;
      await this.keys("Escape");
      return false;
    };
    const widget = this.page.locator(".suggest-widget");
    await until(`${label} ${detail} is suggested`, look, () => widget.innerText());
  }

  /** The bytes of the open file. */
  bytes() {
    return readFileSync(path.join(this.folder, this.name), "utf8");
  }

  /** Saves, and waits until the file holds what is expected. */
  async saved(expected) {
    await this.keys("Control+s");
    let found = "";
    await until("the file is as expected", () => (found = this.bytes()) === expected, async () => {
      return `expected:\n${expected}\nfound:\n${found}\nscreen:\n${await this.screen()}`;
    });
  }

  async waitForScreen(part) {
    await until(`the screen shows ${part}`, async () => (await this.screen()).includes(part), () => this.screen());
  }

  /** A picture of the upper part of the window, for those who asked for pictures. */
  async picture(name, height = 620) {
    const folder = process.env.WHEREIN_PICTURES;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    await this.page.mouse.move(880, 300);
    await this.page.screenshot({ path: path.join(folder, `${name}.png`), clip: { x: 0, y: 0, width: 900, height } });
  }
}

/** What the command line makes of a text: an editor and a terminal never disagree. */
function written(text, ...words) {
  const folder = mkdtempSync(path.join(tmpdir(), "wherein-text-"));
  const file = path.join(folder, "File.hs");
  writeFileSync(file, text);
  execFileSync(binary, [...words, file], { stdio: "pipe" });
  const result = readFileSync(file, "utf8");
  rmSync(folder, { recursive: true });
  return result;
}

/** The text with one function written. */
export function synthesized(text, name) {
  return written(text, "synth", "--write", "--timeout", "60", "--name", name);
}

/** The receipts with the selected expression, which stands there three times, in a function of its own. */
export function extracted(text) {
  const body = (amount) => `show (${amount} \`div\` 100) ++ "." ++ pad (show (${amount} \`mod\` 100))`;
  for (const amount of ["net", "fee", "(a + b)"]) text = text.replace(body(amount), `showPad ${amount}`);
  const helper = `showPad :: (Show a, Integral a) => a -> String\nshowPad net = ${body("net")}\n\n`;
  return text.replace("-- | Two digits.\n", `${helper}-- | Two digits.\n`);
}

export function file(name) {
  return readFileSync(path.join(repository, name), "utf8");
}
