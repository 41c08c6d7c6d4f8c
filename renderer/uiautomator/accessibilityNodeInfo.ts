// Mirrors android.view.accessibility.AccessibilityNodeInfo, as far as UiAutomator reads it.

/** Pixels of the device's screen; right and bottom are outside. */
export type Rect = Readonly<{ left: number; top: number; right: number; bottom: number }>;

export type NodeFlags = Readonly<{
  checkable: boolean;
  checked: boolean;
  clickable: boolean;
  enabled: boolean;
  focusable: boolean;
  focused: boolean;
  scrollable: boolean;
  longClickable: boolean;
  password: boolean;
  selected: boolean;
}>;

/** One view that somebody sees. */
export type AccessibilityNodeInfo = NodeFlags &
  Readonly<{
    text: string;
    contentDescription: string;
    /** In full: com.android.documentsui:id/dir_list; empty for a view without one. */
    viewIdResourceName: string;
    className: string;
    packageName: string;
    bounds: Rect;
    children: readonly AccessibilityNodeInfo[];
  }>;

/** A view that nobody can do anything with. */
export const NO_FLAGS: NodeFlags = {
  ...{ checkable: false, checked: false, clickable: false, enabled: true, focusable: false, focused: false },
  ...{ scrollable: false, longClickable: false, password: false, selected: false },
};
