// How elements of the page stand for views of Android: tables of these, one per app and per skin.
import type { UiNames } from '../../contract/rpc/uiAutomation.ts';
import type { NodeFlags } from './accessibilityNodeInfo.ts';

/** What is told of an element: nothing, the words one sees in it, its accessible name, or an attribute that is drawn. */
export type Words = 'none' | 'seen' | 'name' | `@${string}`;

/** A view, and those inside of it. */
export type ViewTemplate = Readonly<{
  /** Android's class, in full. */
  className: string;
  /**
   * Name of the resource, without the package; `android:id/title` for one of the framework. Where nothing is said, an
   * element may say so itself, in data-uia.
   */
  id?: string;
  /** Which element inside is the view; the element itself where nothing is said. One that is not there has no view. */
  at?: string;
  /** What stands in its text, and in its content description; nothing where nothing is said. */
  text?: Words;
  description?: Words;
  /** What the element itself does not tell. */
  flags?: Partial<NodeFlags>;
  /** It is checked, selected and enabled as the element of its rule is. */
  hasStates?: true;
  /** 'elements': whatever the tables know of the elements inside; that is so where nothing is said. */
  children?: readonly ViewTemplate[] | 'elements';
}>;

/** Elements that a CSS selector fits are such a view. */
export type ViewRule = ViewTemplate &
  Readonly<{
    match: string;
    /** It is no view itself: what is in it lies in what is around it. */
    isTransparent?: true;
    /** Views around it with the same bounds, the outermost first. */
    around?: readonly ViewTemplate[];
  }>;

/** A name that depends on who built the device. */
export type BuildName = Readonly<Record<UiNames, string>>;

/** What lies in front of everything else is one window, and the only one that is dumped. */
export type WindowTable = Readonly<{
  /** Its outermost element. */
  match: string;
  /** Null: the element says so itself, in data-package. */
  packageName: BuildName | null;
  /** Package of its resources, where that is another one. */
  resources?: BuildName;
  /** Whether its views have ids: Compose's have none. */
  hasIds: boolean;
  /** Tried in order, before what is true of every app. */
  rules: readonly ViewRule[];
}>;

/** Every module but those that Google builds under its own name. */
export function sameName(name: string): BuildName {
  return { aosp: name, google: name };
}

export function builtAs(aosp: string, google: string): BuildName {
  return { aosp, google };
}
