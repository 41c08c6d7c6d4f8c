// `npm run bench -- picker [--photos 1000,10000,100000] [--runs 9]`: the photo picker of the built host, in a browser of
// this computer: how soon its first screen is there, how it scrolls through everything, and what it takes to do so.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright';
import { ACTION_PICK_IMAGES, EXTRA_PICK_IMAGES_MAX } from '../contract/android/intent.ts';
import { pickerUri } from '../contract/android/mediaStore.ts';
import type { Context } from '../sdk/context.ts';
import { findChromium, howToGetChromium } from '../tests/support/findChromium.ts';
import { newest } from './firstScreen.ts';
import { MeasuredHost } from './host.ts';
import { makeLibrary } from './library.ts';
import { line, tellMachine } from './machine.ts';
import {
  drawPlainGrid,
  type Frames,
  type Memory,
  picturesDrawn,
  startRecording,
  stopRecording,
  Tab,
} from './pickerPage.ts';
import { percentile, spread } from './statistics.ts';

const { values } = parseArgs({
  allowPositionals: true,
  options: { photos: { type: 'string', default: '1000,10000,100000' }, runs: { type: 'string', default: '9' } },
});
const sizes = values.photos.split(',').map(Number);
const runs = Number(values.runs);
/** Pictures of the plain grid, and those that are on the device's disk before anything is measured. */
const WARM = 1_000;
/** Steps of a drag of the fast scroller from one end to the other. */
const DRAG_STEPS = 240;
/** Side of a cell of the picker on this screen, px. */
const SIDE = '136';
/** The photo picker is a part of this app. */
const MEDIA_PROVIDER_PACKAGE = 'com.android.providers.media.module';
/** CSS px, and CSS px a second, of a turn of the wheel. */
const WHEEL = { distance: 24_000, speed: 4_000 } as const;

type Scroll = Readonly<{ wheel: Frames; drag: Frames; memory: readonly Memory[] }>;
type Plain = Readonly<{ firstScreen: number; wheel: Frames; memory: Memory }>;
type Result = Readonly<{ photos: number; openings: readonly number[]; pictures: number; scroll: Scroll; plain: Plain }>;

const found = await findChromium();
if (found === null) {
  console.log(`The photo picker is measured in a browser, and there is none: ${howToGetChromium}`);
  process.exit(1);
}
const executablePath = found.path;
tellMachine('before');
const results: Result[] = [];
for (const photos of sizes) {
  const result = await measureSize(photos);
  results.push(result);
  report(result);
}
tellMachine('after');
const out = join(import.meta.dirname, 'out');
mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'picker.json'), `${JSON.stringify(results, null, 2)}\n`);

async function measureSize(photos: number): Promise<Result> {
  const scratch = mkdtempSync(join(tmpdir(), 'scopebox-bench-'));
  // What the picker shows is made of small pictures; the device's own work on large photos is another bench's.
  await makeLibrary(join(scratch, 'library'), { photos, width: 320, height: 240, seed: 1 });
  const host = new MeasuredHost(join(scratch, 'library'));
  try {
    await host.booted();
    await host.scanned();
    const app = await host.allowedApp();
    const sources = await warmUp(host, app, Math.min(WARM, photos));
    const ours = await inBrowser((browser, page) => measurePicker({ browser, page, host, app }));
    const plain = await inBrowser((browser, page) => measurePlainGrid({ browser, page, host }, sources));
    app.close();
    return { photos, ...ours, plain };
  } finally {
    await host.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A browser of its own for each: what one left behind is no memory of the other. */
async function inBrowser<T>(work: (browser: Browser, page: Page) => Promise<T>): Promise<T> {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args: ['--disable-dev-shm-usage', ...root] });
  try {
    return await work(browser, await browser.newPage({ viewport: { width: 1100, height: 980 } }));
  } finally {
    await browser.close();
  }
}

/** Has the device make the pictures of the newest photos, as the picker asks for them. @returns where a page finds them */
async function warmUp(host: MeasuredHost, app: Context, count: number): Promise<readonly string[]> {
  const sources = (await newest(app, count)).map((id) => {
    const query = new URLSearchParams({ uri: pickerUri(id), width: SIDE, height: SIDE, square: '' });
    return `/content/${MEDIA_PROVIDER_PACKAGE}/thumbnail?${query}`;
  });
  for (const source of sources) await host.fetch(source);
  return sources;
}

type Measured = Readonly<{ browser: Browser; page: Page; host: MeasuredHost }>;

async function measurePicker({ browser, page, host, app }: Measured & Readonly<{ app: Context }>) {
  await page.goto(host.entrance);
  await page.locator('.device-place').waitFor();
  const openings: number[] = [];
  let pictures = 0;
  // The first one warms caches up.
  for (let run = 0; run <= runs; run++) {
    const { took, count, result } = await open(page, app);
    if (run > 0) openings.push(took);
    pictures = count;
    await close(page, result);
  }
  const { result } = await open(page, app);
  const scroll = await measureScroll(page, await Tab.of(browser, page));
  await close(page, result);
  return { openings, pictures, scroll };
}

async function open(page: Page, app: Context) {
  const drawn = page.evaluate(picturesDrawn, '.photo-grid .photo-cell');
  const started = performance.timeOrigin + performance.now();
  const extras = { [EXTRA_PICK_IMAGES_MAX]: 50 };
  const result = app.startActivityForResult({ action: ACTION_PICK_IMAGES, extras }, 1);
  const { at, count } = await drawn;
  return { took: at - started, count, result };
}

async function close(page: Page, result: Promise<unknown>): Promise<void> {
  while ((await page.locator('.photo-grid').count()) > 0) await page.keyboard.press('Escape');
  await result;
}

async function measureScroll(page: Page, tab: Tab): Promise<Scroll> {
  const memory = [await tab.heldMemory()];
  const wheel = await recorded({ page, tab }, () => turnWheel(page, '.photo-grid-scroller'));
  const handle = page.locator('.fast-scroller-handle');
  const drag = await recorded({ page, tab }, async () => {
    const box = await handle.boundingBox();
    const [x, y] = [(box?.x ?? 0) + 24, (box?.y ?? 0) + 24];
    await page.mouse.move(x, y);
    await page.mouse.down();
    const end = await page.locator('.fast-scroller').boundingBox();
    const way = (end?.y ?? 0) + (end?.height ?? 0) - y;
    for (let step = 1; step <= DRAG_STEPS; step++) {
      await page.mouse.move(x, y + (way * step) / DRAG_STEPS);
      if (step === DRAG_STEPS / 2) memory.push(await tab.memory());
    }
    await page.mouse.up();
  });
  memory.push(await tab.memory(), await tab.heldMemory());
  return { wheel, drag, memory };
}

async function recorded({ page, tab }: Readonly<{ page: Page; tab: Tab }>, work: () => Promise<void>): Promise<Frames> {
  const before = await tab.cpu();
  await page.evaluate(startRecording);
  await work();
  const frames = await page.evaluate(stopRecording);
  return { ...frames, cpu: (await tab.cpu()) - before };
}

/** As the browser itself makes the events of a wheel, one a frame. */
async function turnWheel(page: Page, selector: string): Promise<void> {
  const box = await page.locator(selector).boundingBox();
  const at = { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
  const session = await page.context().newCDPSession(page);
  const gesture = { ...at, yDistance: -WHEEL.distance, speed: WHEEL.speed, gestureSourceType: 'mouse' } as const;
  await session.send('Input.synthesizeScrollGesture', gesture);
  await session.detach();
}

async function measurePlainGrid({ browser, page, host }: Measured, sources: readonly string[]): Promise<Plain> {
  await page.goto(host.entrance);
  await page.locator('.device-place').waitFor();
  const tab = await Tab.of(browser, page);
  const started = performance.timeOrigin + performance.now();
  await page.evaluate(drawPlainGrid, sources.slice(0, 21));
  const { at } = await page.evaluate(picturesDrawn, '.plain img');
  await page.evaluate(drawPlainGrid, [...sources]);
  await page.evaluate(picturesDrawn, '.plain img');
  const wheel = await recorded({ page, tab }, () => turnWheel(page, '.plain'));
  return { firstScreen: at - started, wheel, memory: await tab.heldMemory() };
}

function report({ photos, openings, pictures, scroll, plain }: Result): void {
  const p50 = percentile(openings, 0.5);
  console.log(
    `\n${photos.toLocaleString('en-US')} photos; warm: the pictures of the newest ${Math.min(WARM, photos)}, all others are made on the way`,
  );
  line(`intent to the first screen drawn, ${pictures} pictures (goal 200 ms)`, spread(openings, 'ms'));
  line(
    '  baseline: 21 plain img elements, without an intent',
    `${plain.firstScreen.toFixed(0)} ms: ours takes ${(p50 / plain.firstScreen).toFixed(2)} times as long`,
  );
  reportFrames(`wheel, ${WHEEL.speed} px a second`, scroll.wheel);
  reportFrames(`  baseline: ${Math.min(WARM, photos)} plain img elements`, plain.wheel);
  reportFrames('fast scroller, from the newest to the oldest', scroll.drag);
  const places = ['at the start', 'in the middle', 'at the end', 'at the end, when collected'];
  for (const [at, memory] of scroll.memory.entries()) reportMemory(`tab, ${places[at]}`, memory);
  reportMemory(`  baseline: ${Math.min(WARM, photos)} plain img elements`, plain.memory);
  const [start, end] = [scroll.memory[0]?.process ?? Number.NaN, scroll.memory.at(-1)?.process ?? Number.NaN];
  line(
    '  ours beside the baseline, and the end beside the start',
    `${(end / plain.memory.process).toFixed(2)}, ${(end / start).toFixed(2)}`,
  );
}

function reportFrames(name: string, { intervals, longTasks, cpu }: Frames): void {
  const at = (share: number) => percentile(intervals, share).toFixed(1);
  const over = intervals.filter((interval) => interval > 50).length;
  const longest = Math.max(0, ...longTasks).toFixed(0);
  line(
    `${name}: a frame (goals 17, 50 ms)`,
    `${at(0.5)} ms, p95 ${at(0.95)}, worst ${Math.max(...intervals).toFixed(1)}; ${over} of ${intervals.length} over 50; computing ${(cpu / intervals.length).toFixed(1)} ms a frame; long tasks ${longTasks.length}, ${longest} ms`,
  );
}

function reportMemory(name: string, { heap, process, elements }: Memory): void {
  const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
  line(`${name} (goal 250 MiB)`, `${mebibytes(process)}, its objects ${mebibytes(heap)}, ${elements} nodes`);
}
