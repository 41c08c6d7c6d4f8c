// Links, session files and scenario files: asked about, and then done.
import { writeFileSync } from 'node:fs';
import { type BrowserWindow, dialog } from 'electron';
import type { SdkInt } from '../../contract/android/build.ts';
import type { AskedScenario } from '../../contract/rpc/desktopHost.ts';
import type { System } from '../system.ts';
import { type Brought, questionOf, readBrought, SESSION_SUFFIX, sessionText } from './desktopLinks.ts';
import { ask, tell } from './electronDialogs.ts';

const SESSION_FILES = [{ name: 'Scopebox session', extensions: [SESSION_SUFFIX.slice(1)] }];

type Host = Readonly<{
  window(): BrowserWindow | null;
  /** Null while there is no device. */
  system(): System | null;
  folder(): string | null;
  openFolder(folder: string): Promise<void>;
}>;

export class BroughtThings {
  readonly #host: Host;
  /** What the page is to be told of once it listens. */
  #scenario: AskedScenario | null = null;
  #isHeard = false;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Asks, and does it if the user says yes. What is wrong with it is told. */
  async bring(brought: string): Promise<void> {
    const asked = readBrought(brought);
    const question = questionOf(asked);
    if ('problem' in asked) tell(new Error(asked.problem));
    if (question === null) return;
    const { message, detail, yes } = question;
    const buttons = [yes, 'Cancel'];
    const pressed = await ask(this.#host.window(), { message, detail, buttons }, { safe: true });
    if (pressed === 0) await this.#do(asked);
  }

  async #do(asked: Brought): Promise<void> {
    if ('problem' in asked) return;
    if (asked.kind === 'scenario') {
      this.#scenario = asked.scenario;
      this.#tellPage();
      return;
    }
    await this.#host.openFolder(asked.folder);
    if (asked.api !== null) setSdk(this.#host.system(), asked.api);
  }

  /** The page asked to be told of scenarios. */
  pageListens(): void {
    this.#isHeard = true;
    this.#tellPage();
  }

  /** Another page comes. */
  pageLeaves(): void {
    this.#isHeard = false;
  }

  #tellPage(): void {
    if (!this.#isHeard || this.#scenario === null) return;
    this.#host.window()?.webContents.send('scenario', this.#scenario);
    this.#scenario = null;
  }

  /** Lets the user choose a session file; their own hand needs no further question. */
  async openSession(): Promise<void> {
    const window = this.#host.window();
    const options = { title: 'Open a session', filters: SESSION_FILES, properties: ['openFile' as const] };
    const { filePaths } = await (window === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(window, options));
    const [path] = filePaths;
    if (path === undefined) return;
    const asked = readBrought(path);
    if ('problem' in asked) tell(new Error(asked.problem));
    else await this.#do(asked);
  }

  /** Writes which folder is shown, and on which Android level, into a file that the user names. */
  async saveSession(): Promise<void> {
    const window = this.#host.window();
    const system = this.#host.system();
    const folder = this.#host.folder();
    if (system === null || folder === null) return;
    const options = { title: 'Save the session', filters: SESSION_FILES, defaultPath: `library${SESSION_SUFFIX}` };
    const { filePath } = await (window === null
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(window, options));
    if (filePath === '') return;
    const path = filePath.endsWith(SESSION_SUFFIX) ? filePath : `${filePath}${SESSION_SUFFIX}`;
    writeFileSync(path, sessionText({ folder, api: system.device.profile.sdk }));
  }
}

/** An update of the device to that Android version, unless it has it. */
export function setSdk(system: System | null, sdk: SdkInt): void {
  if (system !== null && system.device.profile.sdk !== sdk) system.setSdk(sdk);
}
