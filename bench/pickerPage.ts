// What the bench of the photo picker does in the browser: functions that run in the page, and what its process takes.
import { readFileSync } from 'node:fs';
import type { Browser, CDPSession, Page } from 'playwright';

/**
 * Frames while something moved: milliseconds between them, the tasks that were longer than 50, and the computing time of
 * all threads of the tab's process, which says more than the others where the computer has other things to do.
 */
export type Frames = Readonly<{ intervals: readonly number[]; longTasks: readonly number[]; cpu: number }>;

/** Of the tab: bytes of its objects, of its process (shared pages by their share), and elements of the page. */
export type Memory = Readonly<{ heap: number; process: number; elements: number }>;

declare global {
  interface Window {
    recording: { intervals: number[]; longTasks: number[]; stop: () => void };
  }
}

/** How long a page works so that its process is known by it. */
const WORK_MS = 300;

/** When pictures were drawn, milliseconds since 1970, and how many. */
export type Drawn = Readonly<{ at: number; count: number }>;

/**
 * Runs in the page. Resolves when every place of the grid has its picture, decoded and drawn.
 * @param places selector of what has one picture each; there must be some lines of them
 */
export function picturesDrawn(places: string): Promise<Drawn> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const look = () => {
      if (performance.now() - started > 30_000) return reject(new Error(`There are no pictures in ${places}.`));
      const pictures = [...document.querySelectorAll(places)].map((place) =>
        place instanceof HTMLImageElement ? place : place.querySelector('img'),
      );
      const isWhole = pictures.length >= 15 && pictures.every((one) => one?.complete && one.naturalWidth > 0);
      if (!isWhole) return requestAnimationFrame(look);
      // Decoded is not drawn: that is the next frame.
      const drawn = () => resolve({ at: performance.timeOrigin + performance.now(), count: pictures.length });
      return Promise.all(pictures.map((one) => one?.decode().catch(() => {}))).then(() =>
        requestAnimationFrame(() => setTimeout(drawn)),
      );
    };
    look();
  });
}

/** Runs in the page: counts frames until it is stopped. */
export function startRecording(): void {
  const recording = { intervals: [] as number[], longTasks: [] as number[], stop: () => {} };
  const observer = new PerformanceObserver((list) => {
    for (const task of list.getEntries()) recording.longTasks.push(task.duration);
  });
  observer.observe({ entryTypes: ['longtask'] });
  let [last, isOver] = [performance.now(), false];
  const next = () => {
    if (isOver) return;
    const now = performance.now();
    recording.intervals.push(now - last);
    last = now;
    requestAnimationFrame(next);
  };
  requestAnimationFrame((now) => {
    last = now;
    requestAnimationFrame(next);
  });
  recording.stop = () => {
    isOver = true;
    observer.disconnect();
  };
  window.recording = recording;
}

/** Runs in the page. */
export function stopRecording(): Omit<Frames, 'cpu'> {
  const { intervals, longTasks, stop } = window.recording;
  stop();
  return { intervals, longTasks };
}

/** Runs in the page: a grid as one writes it in five minutes, all of its pictures at once. */
export function drawPlainGrid(sources: readonly string[]): void {
  const grid = document.createElement('div');
  grid.className = 'plain';
  Object.assign(grid.style, { position: 'fixed', inset: '0 auto 0 0', width: '412px', overflow: 'auto' });
  Object.assign(grid.style, { display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)', gap: '3px', zIndex: '9' });
  for (const source of sources) {
    const picture = document.createElement('img');
    Object.assign(picture.style, { width: '100%', aspectRatio: '1', objectFit: 'cover' });
    picture.src = source;
    grid.append(picture);
  }
  document.body.replaceChildren(grid);
}

/** Looks at one tab and its process. */
export class Tab {
  readonly #page: CDPSession;
  readonly #pid: number;

  private constructor(page: CDPSession, pid: number) {
    this.#page = page;
    this.#pid = pid;
  }

  static async of(browser: Browser, page: Page): Promise<Tab> {
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    return new Tab(session, await processOf(browser, page));
  }

  async memory(): Promise<Memory> {
    const metric = await this.#metrics();
    return { heap: metric('JSHeapUsedSize'), process: proportionalSize(this.#pid), elements: metric('Nodes') };
  }

  /** The same without what nobody holds any more, which Chromium collects when it sees fit. */
  async heldMemory(): Promise<Memory> {
    await this.#page.send('HeapProfiler.collectGarbage');
    return this.memory();
  }

  /** Computing time of its process so far, milliseconds. */
  async cpu(): Promise<number> {
    return (await this.#metrics())('ProcessTime') * 1000;
  }

  async #metrics(): Promise<(name: string) => number> {
    const { metrics } = await this.#page.send('Performance.getMetrics');
    return (name) => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  }
}

/** The renderer that works when the page does: a browser has others, some of which have worked more. */
async function processOf(browser: Browser, page: Page): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const renderers = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return processInfo.filter(({ type }) => type === 'renderer');
  };
  const before = new Map((await renderers()).map(({ id, cpuTime }) => [id, cpuTime]));
  await page.evaluate((until) => {
    const end = performance.now() + until;
    while (performance.now() < end);
  }, WORK_MS);
  const worked = (await renderers()).map(({ id, cpuTime }) => ({ id, time: cpuTime - (before.get(id) ?? 0) }));
  await session.detach();
  return worked.sort((a, b) => b.time - a.time)[0]?.id ?? 0;
}

function proportionalSize(pid: number): number {
  const size = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
  return Number(size ?? Number.NaN) * 1024;
}
