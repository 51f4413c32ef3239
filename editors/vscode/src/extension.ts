// The extension: starts the server, gates completions by the user's setting, and shows how the server is.
// Everything else (code actions, completions, ghost text, progress with cancel) is the protocol's and needs no code here.

import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import {
  LanguageClient,
  RevealOutputChannelOn,
  State,
  type LanguageClientOptions,
  type ServerOptions,
} from "vscode-languageclient/node";

const SELECTOR = [
  { scheme: "file", language: "haskell" },
  { scheme: "untitled", language: "haskell" },
];

/** When completions and ghost text are computed. */
type Completion = "automatic" | "onRequest" | "off";

/** What the user set, as it is now. */
function settings(scope?: vscode.Uri) {
  const section = vscode.workspace.getConfiguration("wherein", scope);
  return {
    path: section.get<string>("path", "").trim(),
    completion: section.get<Completion>("completion", "automatic"),
    standalone: section.get<boolean>("standalone", false),
  };
}

/** The program: the user's, else the one inside the extension, else the one on the PATH. */
function program(context: vscode.ExtensionContext): string {
  const chosen = settings().path;
  if (chosen !== "") {
    const home = process.env.HOME ?? process.env.USERPROFILE ?? "~";
    return chosen.replace(/^~(?=[/\\])/, home);
  }
  const name = process.platform === "win32" ? "wherein.exe" : "wherein";
  const bundled = path.join(context.extensionPath, "bin", name);
  return fs.existsSync(bundled) ? bundled : name;
}

/** The server's conversation, one at a time. */
class Server {
  private client: LanguageClient | undefined;
  private readonly log = vscode.window.createOutputChannel("Wherein", { log: true });
  private readonly item = vscode.window.createStatusBarItem("wherein.status", vscode.StatusBarAlignment.Right, 0);

  constructor(private readonly context: vscode.ExtensionContext) {
    this.item.name = "Wherein";
    this.item.command = "wherein.log";
    context.subscriptions.push(this.log, this.item, { dispose: () => void this.stop() });
  }

  async start(): Promise<void> {
    const command = program(this.context);
    const run = { command, args: ["serve", "--stdio"] };
    const client = new LanguageClient("wherein", "Wherein", { run, debug: run } satisfies ServerOptions, this.options());
    this.client = client;
    this.context.subscriptions.push(client.onDidChangeState(({ newState }) => this.show(newState, command)));
    try {
      await client.start();
    } catch (error) {
      this.show(State.Stopped, command);
      const log = "Show Log";
      const choice = await vscode.window.showErrorMessage(`Wherein: \`${command}\` does not start: ${String(error)}`, log);
      if (choice === log) this.log.show();
    }
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    // A server that has crashed cannot be stopped; that is what was wanted.
    await client?.dispose().catch(() => undefined);
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  showLog(): void {
    this.log.show();
  }

  private options(): LanguageClientOptions {
    const { completion, standalone } = settings();
    return {
      documentSelector: SELECTOR,
      outputChannel: this.log,
      traceOutputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: { completion, standalone },
      synchronize: { configurationSection: "wherein" },
      middleware: {
        provideCompletionItem: (document, position, context, token, next) =>
          this.answers(document.uri, context.triggerKind === vscode.CompletionTriggerKind.Invoke)
            ? next(document, position, context, token)
            : undefined,
        provideInlineCompletionItems: (document, position, context, token, next) =>
          this.answers(document.uri, context.triggerKind === vscode.InlineCompletionTriggerKind.Invoke)
            ? next(document, position, context, token)
            : undefined,
      },
    };
  }

  /** Whether completions are wanted: the setting counts at once, without a restart. */
  private answers(uri: vscode.Uri, invoked: boolean): boolean {
    const { completion } = settings(uri);
    return completion === "automatic" || (completion === "onRequest" && invoked);
  }

  private show(state: State, command: string): void {
    const text = { [State.Running]: "λ", [State.Starting]: "$(loading~spin)", [State.Stopped]: "$(error)" };
    const words = { [State.Running]: "runs", [State.Starting]: "starts", [State.Stopped]: "does not run" };
    this.item.text = `${text[state as keyof typeof text] ?? ""} Wherein`;
    const version = this.client?.initializeResult?.serverInfo?.version ?? "";
    this.item.tooltip = `Wherein ${version} ${words[state as keyof typeof words] ?? ""}\n${command}`;
    this.item.backgroundColor =
      state === State.Stopped ? new vscode.ThemeColor("statusBarItem.errorBackground") : undefined;
    this.item.show();
  }
}

/** Applies the only code action of a kind at the selection, or asks which. */
function act(kind: string): Thenable<unknown> {
  return vscode.commands.executeCommand("editor.action.codeAction", { kind, apply: "ifSingle" });
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const server = new Server(context);
  const commands: Record<string, () => unknown> = {
    "wherein.generate": () => act("refactor.rewrite.generate"),
    "wherein.extract": () => act("refactor.extract.abstraction"),
    "wherein.complete": () => vscode.commands.executeCommand("editor.action.inlineSuggest.trigger"),
    "wherein.restart": () => server.restart(),
    "wherein.log": () => server.showLog(),
  };
  for (const [name, run] of Object.entries(commands)) {
    context.subscriptions.push(vscode.commands.registerCommand(name, run));
  }
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      // The server is told of the other settings.
      if (change.affectsConfiguration("wherein.path")) await server.restart();
    }),
  );
  await server.start();
}
