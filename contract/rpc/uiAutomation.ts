// What a page does for the device because only it has a screen: it tells what is on it, and touches it.
// Android's counterparts are UiAutomation and InputManager.injectInputEvent. Never reachable from an app's connection.

import type { DisplayMetrics, ForcedDisplay } from '../android/displayMetrics.ts';

/** Pixels of the device's screen, as `wm size` counts them. */
export type UiPoint = Readonly<{ x: number; y: number }>;

/** The first node, in the order of the dump, that everything given fits. */
export type UiSelector = Readonly<{
  /** In full: com.android.permissioncontroller:id/permission_allow_all_button. */
  resourceId?: string | undefined;
  className?: string | undefined;
  text?: string | undefined;
  textContains?: string | undefined;
  description?: string | undefined;
  descriptionContains?: string | undefined;
  clickable?: boolean | undefined;
  selected?: boolean | undefined;
  /** How many that fit are passed over. */
  instance?: number | undefined;
}>;

/** What a finger or a keyboard does. */
export type UiInput =
  | Readonly<{ kind: 'tap'; at: UiPoint | UiSelector; isLong?: boolean | undefined }>
  | Readonly<{ kind: 'swipe'; from: UiPoint; to: UiPoint; milliseconds: number }>
  | Readonly<{ kind: 'text'; text: string }>
  /** As in android.view.KeyEvent. */
  | Readonly<{ kind: 'key'; keyCode: number }>;

/** Whose names packages and resources have: those of AOSP, or of the devices that come with Google's modules. */
export type UiNames = 'aosp' | 'google';

export type UiRequest =
  | Readonly<{ kind: 'dump'; names: UiNames }>
  /** Draws the screen as `wm` has it from here on, and tells what the screen is by itself. */
  | Readonly<{ kind: 'display'; forced: ForcedDisplay }>
  | Readonly<{ kind: 'screenshot' }>
  | UiInput;

export type UiQuestion = Readonly<{
  /** Names the question; nobody else knows it. */
  id: string;
  request: UiRequest;
}>;

/**
 * Why the page could not. noRoot: nothing is on the screen. notIdle: it never came to rest. notFound: no node fits.
 * covered: something else lies over it, and would get the touch. failed: anything else.
 */
export type UiProblem = 'noRoot' | 'notIdle' | 'notFound' | 'covered' | 'failed';

/** What was asked for: a dump (null where there is none, and for what has no answer), a display, a PNG; or what is wrong. */
export type UiAnswer =
  | Readonly<{ hierarchy: string | null }>
  | Readonly<{ display: DisplayMetrics }>
  | Readonly<{ screenshot: Uint8Array }>
  | Readonly<{ problem: UiProblem; sentence: string }>;

export interface UiAutomationApi {
  /** What is asked of this page from here on, one at a time. The page counts as connected until it leaves. */
  uiQuestions(): Promise<AsyncIterable<UiQuestion>>;
  /** @returns false when nobody waits for it any more */
  answerUi(id: string, answer: UiAnswer): Promise<boolean>;
}
