// What somebody is told of without asking: numbered, kept for a while, and told again to whoever comes back.

import { z } from 'zod';
import { parseUri } from '../../../contract/android/uri.ts';
import type { AppApi, AppEvent } from '../../../contract/rpc/appApi.ts';
import { packageName } from '../../packages/manifestSchema.ts';
import type { DeviceCalls } from './deviceCalls.ts';
import { toJson } from './jsonValues.ts';
import { wholeNumber } from './operation.ts';

/** Events kept for a client that is away, and characters of them, at most. */
const KEPT = 1_000;
const KEPT_CHARACTERS = 4 * 1_048_576;

const TOPICS = ['state', 'dialogs', 'journal'] as const;
export type Topic = (typeof TOPICS)[number];

/** What the address of the events may say. */
export const eventsQuery = z.strictObject({
  topic: z
    .array(z.enum(TOPICS))
    .default([])
    .describe('state: the device’s; dialogs: those that are up; journal: the timeline.'),
  packageName: packageName.optional().describe('Whose lifecycle, intents, late results and change notices.'),
  uri: z.array(z.string().max(10_000)).max(100).default([]).describe('Change notices of this URI, and below it.'),
  session: z.string().max(100).optional().describe('`session` of the first message, to go on after a break.'),
  after: wholeNumber(0, Number.MAX_SAFE_INTEGER).default(0).describe('The last id that was received.'),
});

export type Subscription = Readonly<{
  topics: readonly Topic[];
  /** Whose own events. */
  packageName: string | null;
  /** Told of changes there, and below it. */
  uris: readonly string[];
}>;

/** An event on its way: a number that grows by one, and its JSON. */
export type Numbered = Readonly<{ id: number; text: string }>;

export class EventSession {
  /** Names it for a client that comes back. */
  readonly name: string;
  readonly subscription: Subscription;
  readonly #kept: Numbered[] = [];
  readonly #controller = new AbortController();
  #size = 0;
  #last = 0;
  #listener: ((event: Numbered) => void) | null = null;
  #ended: (() => void) | null = null;

  constructor(name: string, subscription: Subscription) {
    this.name = name;
    this.subscription = subscription;
  }

  /** Aborts at its end. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** @throws {Throwable} for a URI the app may not observe. @returns false for an app that is not installed */
  async begin(device: DeviceCalls): Promise<boolean> {
    const { topics, packageName } = this.subscription;
    if (packageName !== null) {
      const held = device.holdApp(packageName, () => this.#died(packageName));
      if (held === null) return false;
      this.#ended = held.end;
      await this.#followApp(held.app);
    }
    if (topics.includes('dialogs')) void this.#follow('dialogs', device.screen.dialogs());
    if (topics.includes('state')) void this.#follow('state', device.tester.watch());
    if (topics.includes('journal')) {
      const newest = device.system.journal.entries().at(-1)?.id ?? 0;
      void this.#follow('journal', device.tester.journal(newest));
    }
    return true;
  }

  /** Whether everything that came after `after` is kept still. */
  isWhole(after: number): boolean {
    return after + 1 >= (this.#kept[0]?.id ?? this.#last + 1);
  }

  /** Tells what came after `after`, as far as it is kept, and what comes. */
  attach(after: number, listener: (event: Numbered) => void): void {
    this.#listener = listener;
    for (const event of this.#kept) if (event.id > after) listener(event);
  }

  detach(): void {
    this.#listener = null;
  }

  end(): void {
    this.#listener = null;
    this.#controller.abort();
    this.#ended?.();
    this.#ended = null;
  }

  async #followApp(app: AppApi): Promise<void> {
    const observed = new Map<number, string>();
    for (const uri of this.subscription.uris) observed.set(await app.registerContentObserver(parseUri(uri), true), uri);
    void this.#read(async () => {
      for await (const event of await app.events()) this.#push(appEvent(event, observed));
    });
  }

  #follow(kind: Topic, stream: Promise<AsyncIterable<unknown>>): Promise<void> {
    return this.#read(async () => {
      for await (const value of await stream) this.#push({ kind, [kind === 'journal' ? 'entries' : kind]: value });
    });
  }

  /** A stream that ends with its system is followed by nothing. */
  async #read(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch {
      // The device went away with it: the sockets are closed by whoever restarts it.
    }
  }

  #died(packageName: string): void {
    this.#push({ kind: 'processDied', packageName });
    this.#ended?.();
    this.#ended = null;
  }

  #push(event: object): void {
    const id = ++this.#last;
    const numbered = { id, text: JSON.stringify({ id, ...(toJson(event) as object) }) };
    this.#kept.push(numbered);
    this.#size += numbered.text.length;
    while (this.#kept.length > KEPT || this.#size > KEPT_CHARACTERS) this.#size -= this.#kept.shift()?.text.length ?? 0;
    this.#listener?.(numbered);
  }
}

/** An observer's number is the connection's affair: the URI it was registered for is what was asked. */
function appEvent(event: AppEvent, observed: ReadonlyMap<number, string>): object {
  if (event.kind !== 'change') return event;
  const { observer, ...change } = event;
  return { ...change, observed: observed.get(observer) ?? null };
}
