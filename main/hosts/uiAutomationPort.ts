// A page's connection that lends the device its screen, and what the tester may ask of it.
import { z } from 'zod';
import type { DeviceApi } from '../../contract/rpc/deviceApi.ts';
import type { UiAutomationApi, UiQuestion } from '../../contract/rpc/uiAutomation.ts';
import { MAX_HIERARCHY, type UiAutomation } from '../activity/uiAutomation.ts';
import type { Guards } from './rpcServer.ts';
import { EventQueue } from './streams.ts';

const MAX_WORDS = 10_000;

/** Longest picture of the screen that is taken, bytes. */
const MAX_SCREENSHOT = 10 * 1_048_576;

const text = z.string().max(MAX_WORDS);
const pixels = z.number().min(-10_000).max(10_000);
const point = z.strictObject({ x: pixels, y: pixels });
const selector = z
  .strictObject({
    ...{ resourceId: text.optional(), className: text.optional() },
    ...{ text: text.optional(), textContains: text.optional() },
    ...{ description: text.optional(), descriptionContains: text.optional() },
    ...{ clickable: z.boolean().optional(), selected: z.boolean().optional() },
    instance: z.int().nonnegative().max(100_000).optional(),
  })
  .refine((given) => Object.values(given).some((value) => value !== undefined), 'something to find a node by');

const input = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('tap'), at: z.union([point, selector]), isLong: z.boolean().optional() }),
  z.strictObject({ kind: z.literal('swipe'), from: point, to: point, milliseconds: z.number().min(0).max(10_000) }),
  z.strictObject({ kind: z.literal('text'), text }),
  z.strictObject({ kind: z.literal('key'), keyCode: z.int().min(0).max(1_000) }),
]);

const side = z.int().min(1).max(10_000);

const answer = z
  .union([
    z.strictObject({ hierarchy: z.string().max(MAX_HIERARCHY).nullable() }),
    z.strictObject({ display: z.strictObject({ widthPixels: side, heightPixels: side, densityDpi: side }) }),
    z.strictObject({
      screenshot: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= MAX_SCREENSHOT, 'at most 10 MiB'),
    }),
    z.strictObject({ problem: z.enum(['noRoot', 'notIdle', 'notFound', 'covered', 'failed']), sentence: text }),
  ])
  // Whoever waits for the screen hears of it at once.
  .catch({ problem: 'failed', sentence: 'What the page answered is not what it was asked.' });

export const uiAutomationGuards: Guards<UiAutomationApi> = {
  uiQuestions: z.tuple([]),
  answerUi: z.tuple([text, answer]),
};

export const uiGuards: Guards<Pick<DeviceApi, 'uiDump' | 'uiInput'>> = {
  uiDump: z.tuple([z.enum(['aosp', 'google']).optional()]),
  uiInput: z.tuple([input]),
};

/** The screen's conversation, bound to one call. */
export function uiAutomationApi(uiAutomation: UiAutomation, signal: AbortSignal): UiAutomationApi {
  return {
    uiQuestions: async () => questions(uiAutomation, signal),
    answerUi: async (id, given) => uiAutomation.answer(id, given),
  };
}

async function* questions(uiAutomation: UiAutomation, signal: AbortSignal): AsyncGenerator<UiQuestion> {
  const queue = new EventQueue<UiQuestion>();
  const page = uiAutomation.connect((question) => queue.push(question));
  const leave = () => page[Symbol.dispose]();
  signal.addEventListener('abort', leave, { once: true });
  try {
    yield* queue.read(signal);
  } finally {
    leave();
    signal.removeEventListener('abort', leave);
  }
}
