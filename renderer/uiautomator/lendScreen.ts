// Mirrors UiAutomatorTestRunner's side of it: does for the device what only the page with its screen can do.

import { type DisplayMetrics, displayMetrics, type ForcedDisplay } from '../../contract/android/displayMetrics.ts';
import type {
  UiAnswer,
  UiAutomationApi,
  UiInput,
  UiPoint,
  UiProblem,
  UiRequest,
} from '../../contract/rpc/uiAutomation.ts';
import { displayOf } from '../ui/deviceProfiles.ts';
import { follow } from '../ui/follow.ts';
import { useScreenSettings } from '../ui/screenSettings.ts';
import { dumpHierarchy } from './accessibilityNodeInfoDumper.ts';
import { drawScreen } from './drawScreen.ts';
import { rectOf } from './elements.ts';
import { waitForIdle } from './idle.ts';
import { pressKey, typeText } from './keys.ts';
import { centerOf, ScreenGeometry } from './screenGeometry.ts';
import { readScreen } from './screenReader.ts';
import { swipe, tap } from './touches.ts';
import { findNode } from './uiSelector.ts';
import { WINDOWS } from './windows.ts';

/** What cannot be done, in words. */
class UiFailure extends Error {
  readonly problem: UiProblem;

  constructor(problem: UiProblem, sentence: string) {
    super(sentence);
    this.problem = problem;
  }
}

/** Answers the device's questions until the answer is called. A page that comes to the front is asked before others. */
export function lendScreen(uiAutomation: UiAutomationApi): () => void {
  const answer = async (id: string, request: UiRequest) => uiAutomation.answerUi(id, await answerTo(request));
  const start = () =>
    follow(
      () => uiAutomation.uiQuestions(),
      // A device that went away in the middle waits for nothing.
      ({ id, request }) => void answer(id, request).catch(() => {}),
    );
  let stop = start();
  const onVisible = () => {
    if (document.hidden) return;
    stop();
    stop = start();
  };
  document.addEventListener('visibilitychange', onVisible);
  return () => {
    document.removeEventListener('visibilitychange', onVisible);
    stop();
  };
}

async function answerTo(request: UiRequest): Promise<UiAnswer> {
  try {
    const screen = document.querySelector<HTMLElement>('.device-screen');
    if (screen === null) throw new UiFailure('noRoot', 'The page does not show the device.');
    if (request.kind === 'display') return { display: showForced(request.forced) };
    if (request.kind === 'screenshot') return { screenshot: await screenshot(screen) };
    if (request.kind === 'dump') return { hierarchy: await dump(screen, request.names) };
    await perform(screen, request);
    return { hierarchy: null };
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    return { problem: error instanceof UiFailure ? error.problem : 'failed', sentence };
  }
}

/** @returns the screen's own metrics, upright */
function showForced(forced: ForcedDisplay): DisplayMetrics {
  const { force, posture } = useScreenSettings.getState();
  force(forced);
  const { widthPixels, heightPixels, densityDpi } = displayMetrics(displayOf(posture));
  const [shorter, longer] = [Math.min(widthPixels, heightPixels), Math.max(widthPixels, heightPixels)];
  return { widthPixels: shorter, heightPixels: longer, densityDpi };
}

async function screenshot(screen: HTMLElement): Promise<Uint8Array> {
  if (!(await waitForIdle(screen))) throw new UiFailure('notIdle', 'The screen did not come to rest.');
  const { widthPixels, heightPixels } = useScreenSettings.getState().metrics;
  return drawScreen(screen, { width: widthPixels, height: heightPixels });
}

async function dump(screen: Element, names: 'aosp' | 'google'): Promise<string | null> {
  if (!(await waitForIdle(screen))) throw new UiFailure('notIdle', 'The screen did not come to rest.');
  const geometry = geometryOf(screen);
  const tree = readScreen(screen, { windows: WINDOWS, geometry, names });
  return tree === null ? null : dumpHierarchy(tree.root, geometry.rotation);
}

async function perform(screen: Element, input: UiInput): Promise<void> {
  switch (input.kind) {
    case 'tap': {
      const { target, at } = await touched(screen, input.at);
      return tap(target, at, input.isLong ?? false);
    }
    case 'swipe': {
      const geometry = geometryOf(screen);
      const target = elementAt(screen, geometry, input.from);
      return swipe(target, geometry.toPage(input.from), geometry.toPage(input.to), input.milliseconds);
    }
    case 'text':
      if (!typeText(screen, input.text)) throw new UiFailure('failed', 'What has the focus takes no text.');
      return;
    case 'key':
      return pressKey(screen, input.keyCode);
  }
}

type Touched = Readonly<{ target: Element; at: UiPoint }>;

async function touched(screen: Element, at: Extract<UiInput, { kind: 'tap' }>['at']): Promise<Touched> {
  if ('x' in at) {
    const geometry = geometryOf(screen);
    return { target: elementAt(screen, geometry, at), at: geometry.toPage(at) };
  }
  // A view on its way would be missed where it was.
  await waitForIdle(screen);
  const geometry = geometryOf(screen);
  const names = at.resourceId?.startsWith('com.google.') === true ? 'google' : 'aosp';
  const tree = readScreen(screen, { windows: WINDOWS, geometry, names });
  const node = tree === null ? null : findNode(tree.root, at);
  const element = node === null ? undefined : tree?.elementOf.get(node);
  if (node === null || element === undefined) {
    throw new UiFailure('notFound', `No view on the screen fits ${JSON.stringify(at)}.`);
  }
  const center = centerOf(node.bounds);
  const target = elementAt(screen, geometry, center);
  // SecureButton, filterTouchesWhenObscured: what lies over a view would get its touch, so nobody does.
  if (!element.contains(target) && !target.contains(element)) {
    throw new UiFailure('covered', `Something lies over the view that fits ${JSON.stringify(at)}: it ignores touches.`);
  }
  return { target, at: geometry.toPage(center) };
}

function elementAt(screen: Element, geometry: ScreenGeometry, point: UiPoint): Element {
  if (!geometry.contains(point)) throw new UiFailure('failed', `(${point.x}, ${point.y}) is not on the screen.`);
  const { x, y } = geometry.toPage(point);
  const target = document.elementFromPoint(x, y);
  if (target === null) throw new UiFailure('failed', `(${point.x}, ${point.y}) is outside of the window.`);
  if (!screen.contains(target)) throw new UiFailure('covered', 'A window of the tester’s panel lies over the device.');
  return target;
}

function geometryOf(screen: Element): ScreenGeometry {
  return new ScreenGeometry(rectOf(screen), useScreenSettings.getState().metrics);
}
