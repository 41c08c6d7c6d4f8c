// Newer versions: asked for only when the user says so, fetched only when they say so again, and put in at their word.

/** What finds, fetches and puts in a newer version. */
export type Updater = Readonly<{
  /** @returns its number, or null when this is the newest. @throws {Error} when it could not be found out */
  check(): Promise<string | null>;
  /** Fetches what check() found, and proves that it is what was published. @throws {Error} when it could not be had */
  download(): Promise<void>;
  /** Ends this program and starts the newer one. */
  install(): void;
}>;

export type Question = Readonly<{ message: string; detail: string; buttons: readonly string[] }>;

export type UpdateOptions = Readonly<{
  /** Loads what asks over the network; called only after the user agreed. Null where this copy cannot renew itself. */
  updater: (() => Promise<Updater>) | null;
  /** @returns which button was pressed; the last one is Cancel, and what closing the question means. */
  ask: (question: Question) => Promise<number>;
  checksForUpdates: boolean;
  /** Remembers whether to look at each start. */
  remember: (checksForUpdates: boolean) => void;
}>;

const CANCEL = 'Cancel';

/** Help > Check for updates…: whether and how often to ask is the user's to say, each time. */
export async function checkForUpdates(options: UpdateOptions): Promise<void> {
  const { updater, ask, remember } = options;
  if (updater === null) {
    const detail = 'It was not put here by an installer. Whatever brought it here, such as npm, brings newer ones too.';
    await ask({ message: 'This copy of Scopebox does not renew itself.', detail, buttons: ['Close'] });
    return;
  }
  const pressed = await ask({
    message: 'Look for a newer version of Scopebox?',
    detail:
      'This asks the place where Scopebox is published, which learns your address on the internet and the version you ' +
      `have, and nothing of your photos. At each start: ${options.checksForUpdates ? 'on' : 'off'}.`,
    buttons: ['Check now', 'Check now and at each start', CANCEL],
  });
  if (pressed !== 0 && pressed !== 1) return;
  // Who presses the first button takes back what the second one agreed to.
  remember(pressed === 1);
  await look(updater, ask, true);
}

/** At a start: a look only for who agreed to it, and a word only when there is something new. */
export async function checkAtStart({ updater, ask, checksForUpdates }: UpdateOptions): Promise<void> {
  if (updater === null || !checksForUpdates) return;
  await look(updater, ask, false);
}

async function look(load: () => Promise<Updater>, ask: UpdateOptions['ask'], isWaitedFor: boolean): Promise<void> {
  try {
    const updater = await load();
    const version = await updater.check();
    if (version !== null) await offer(updater, version, ask);
    else if (isWaitedFor)
      await ask({ message: 'This is the newest version of Scopebox.', detail: '', buttons: ['Close'] });
  } catch (error) {
    if (!isWaitedFor) return;
    const detail = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    await ask({ message: 'Newer versions could not be looked for. Try again later.', detail, buttons: ['Close'] });
  }
}

async function offer(updater: Updater, version: string, ask: UpdateOptions['ask']): Promise<void> {
  const fetching = await ask({
    message: `Scopebox ${version} is there. Fetch it?`,
    detail: 'It is put in when you say so, once it is here.',
    buttons: ['Fetch', CANCEL],
  });
  if (fetching !== 0) return;
  await updater.download();
  const installing = await ask({
    message: `Scopebox ${version} is ready. Restart with it now?`,
    detail: 'The device stops, and starts again as it was.',
    buttons: ['Restart', 'Later'],
  });
  if (installing === 0) updater.install();
}
