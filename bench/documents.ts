// `npm run bench -- documents [--files 50000] [--runs 5]`: the document picker of the built host, in a browser of this
// computer, on one directory with a great many files: how soon its first rows are there, and how it scrolls.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright';
import {
  buildDocumentUri,
  EXTERNAL_STORAGE_AUTHORITY,
  EXTRA_INITIAL_URI,
} from '../contract/android/documentsContract.ts';
import { ACTION_OPEN_DOCUMENT } from '../contract/android/intent.ts';
import type { Context } from '../sdk/context.ts';
import { findChromium, howToGetChromium } from '../tests/support/findChromium.ts';
import { MeasuredHost } from './host.ts';
import { line, tellMachine } from './machine.ts';
import { percentile, spread } from './statistics.ts';

const { values } = parseArgs({
  allowPositionals: true,
  options: { files: { type: 'string', default: '50000' }, runs: { type: 'string', default: '5' } },
});
const [files, runs] = [Number(values.files), Number(values.runs)];
const EDITOR = 'com.example.editor';
const DIRECTORY = 'Many';
/** Frames of a scroll from the top to the bottom, and CSS px a frame of one that can be read along. */
const [WHOLE_FRAMES, READ_STEP, READ_FRAMES] = [300, 120, 180];

/** Milliseconds: between frames, and how many of them showed a place without its rows. */
type Scroll = Readonly<{ intervals: readonly number[]; empty: number }>;
type Run = Readonly<{ firstRows: number; allRows: number; whole: Scroll; read: Scroll }>;

const found = await findChromium();
if (found === null) throw new Error(howToGetChromium);
const scratch = mkdtempSync(join(tmpdir(), 'scopebox-bench-'));
const browser = await chromium.launch({
  executablePath: found.path,
  args: ['--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
try {
  tellMachine('before');
  makeDirectory(join(scratch, 'library', DIRECTORY));
  await main(new MeasuredHost(join(scratch, 'library')));
  tellMachine('after');
} finally {
  await browser.close();
  rmSync(scratch, { recursive: true, force: true });
}

/** In an order of their own: no disk hands out names sorted. */
function makeDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true });
  const names = Array.from({ length: files }, (_, index) => `Letter ${(index * 7_919) % files}.txt`);
  for (const name of names) writeFileSync(join(directory, name), name);
}

async function main(host: MeasuredHost): Promise<void> {
  await host.booted();
  await host.scanned();
  const page = await browser.newPage({ viewport: { width: 1100, height: 980 } });
  await page.goto(host.entrance);
  await page.locator('.device-place .launcher').waitFor();
  const app = await host.app(EDITOR);
  host.forgetTurns();
  const all: Run[] = [];
  // The first one warms caches up.
  for (let run = 0; run <= runs; run++) all.push(await measure(page, app));
  app.close();
  const { longest, p99 } = await host.stop();
  report(all, `${longest.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
}

async function measure(page: Page, app: Context): Promise<Run> {
  const drawn = page.evaluate(firstRowsDrawn);
  const started = performance.timeOrigin + performance.now();
  const uri = buildDocumentUri(EXTERNAL_STORAGE_AUTHORITY, `primary:${DIRECTORY}`);
  const extras = { [EXTRA_INITIAL_URI]: uri };
  const result = app.startActivityForResult({ action: ACTION_OPEN_DOCUMENT, type: '*/*', extras }, 1);
  const firstRows = (await drawn) - started;
  const allRows = (await page.evaluate(allRowsDrawn, files)) - started;
  const whole = await page.evaluate(scrolled, { frames: WHOLE_FRAMES, step: null });
  const read = await page.evaluate(scrolled, { frames: READ_FRAMES, step: READ_STEP });
  while ((await page.locator('.document-picker').count()) > 0) await page.keyboard.press('Escape');
  await result;
  return { firstRows, allRows, whole, read };
}

/** Runs in the page. @returns when the frame with the first rows was drawn, milliseconds since 1970 */
function firstRowsDrawn(): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      if (document.querySelector('.docs-item') === null) requestAnimationFrame(look);
      else requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
    };
    look();
  });
}

/** Runs in the page. @returns when the progress bar ended and the grid is that long */
function allRowsDrawn(count: number): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      const grid = document.querySelector('.docs-grid');
      const isBusy = document.querySelector('.docs-progress [aria-busy="true"], .docs-progress [data-busy="true"]');
      const lines = Number(grid?.getAttribute('aria-rowcount'));
      const isWhole = lines * Number(grid?.getAttribute('aria-colcount')) >= count;
      if (isWhole && isBusy === null) resolve(performance.timeOrigin + performance.now());
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** Runs in the page: scrolls once a frame, by `step` or from the top to the bottom. */
function scrolled({ frames, step }: Readonly<{ frames: number; step: number | null }>): Promise<Scroll> {
  const scroller = document.querySelector('.docs-scroller');
  if (scroller === null) throw new Error('There is no picker.');
  const end = scroller.scrollHeight - scroller.clientHeight;
  scroller.scrollTop = 0;
  return new Promise((resolve) => {
    const intervals: number[] = [];
    let [last, frame, empty] = [Number.NaN, 0, 0];
    const next = (now: number) => {
      if (!Number.isNaN(last)) intervals.push(now - last);
      last = now;
      const { left, top, width, height } = scroller.getBoundingClientRect();
      const middle = document.elementFromPoint(left + width / 2, top + height / 2);
      if (middle?.closest('.docs-item, .docs-line') === null) empty++;
      if (frame++ >= frames) return resolve({ intervals, empty });
      scroller.scrollTop = step === null ? (end * frame) / frames : frame * step;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
}

function report([first, ...others]: readonly Run[], turns: string): void {
  if (first === undefined) return;
  const of = (number: (run: Run) => number) => others.map(number);
  line(
    `startActivity to the first rows, of ${files.toLocaleString('en-US')} (goal 300 ms)`,
    spread(
      of((run) => run.firstRows),
      'ms',
    ),
  );
  line('  the first time since the device was started', `${first.firstRows.toFixed(0)} ms`);
  line(
    'startActivity to all rows, sorted',
    spread(
      of((run) => run.allRows),
      'ms',
    ),
  );
  const scroll = (name: string, which: (run: Run) => Scroll) => {
    line(
      `${name}, a frame, p50`,
      spread(
        of((run) => percentile(which(run).intervals, 0.5)),
        'ms',
        1,
      ),
    );
    line(
      '  p95',
      spread(
        of((run) => percentile(which(run).intervals, 0.95)),
        'ms',
        1,
      ),
    );
    line(
      '  the longest (goal 50 ms)',
      spread(
        of((run) => Math.max(...which(run).intervals)),
        'ms',
        1,
      ),
    );
    line(
      '  frames without rows in the middle',
      spread(
        of((run) => which(run).empty),
        '',
      ),
    );
  };
  scroll(`from the top to the bottom in ${WHOLE_FRAMES} frames`, ({ whole }) => whole);
  scroll(`${READ_STEP} px a frame`, ({ read }) => read);
  line('longest turn of the device meanwhile', turns);
}
