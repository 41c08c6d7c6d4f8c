// Mirrors UiAutomation.waitForIdle: the screen has come to rest when nothing on it changed for a while.

/** Milliseconds without a change. */
const QUIET = 100;
/** Milliseconds after which it will not come to rest any more. */
const LIMIT = 10_000;

/** A clock, and what goes on behind everything: they never rest. */
const RESTLESS = '.status-bar';

/** @returns false when the screen kept changing */
export async function waitForIdle(screen: Element): Promise<boolean> {
  const end = performance.now() + LIMIT;
  let changedAt = performance.now();
  const observer = new MutationObserver((changes) => {
    if (changes.some(({ target }) => !isRestless(target))) changedAt = performance.now();
  });
  observer.observe(screen, { subtree: true, childList: true, attributes: true, characterData: true });
  try {
    while (performance.now() < end) {
      if (isAnimating(screen)) changedAt = performance.now();
      const left = changedAt + QUIET - performance.now();
      if (left <= 0) return true;
      await pause(left);
    }
    return false;
  } finally {
    observer.disconnect();
  }
}

function isRestless(node: Node): boolean {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest(RESTLESS) != null;
}

/** What turns for ever, as a progress bar does, is no change. */
function isAnimating(screen: Element): boolean {
  return screen.getAnimations({ subtree: true }).some(({ playState, effect }) => {
    const { endTime } = effect?.getComputedTiming() ?? {};
    return playState === 'running' && endTime !== Number.POSITIVE_INFINITY;
  });
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
