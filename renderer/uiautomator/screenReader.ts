// Reads the page's picture of the device as the tree of views that Android would have there.
import type { UiNames } from '../../contract/rpc/uiAutomation.ts';
import { type AccessibilityNodeInfo, NO_FLAGS, type Rect } from './accessibilityNodeInfo.ts';
import { clips, flagsOf, hasOwnText, isDecoration, isScrollable, isShown, rectOf, wordsOf } from './elements.ts';
import { intersection, isEmpty, type ScreenGeometry } from './screenGeometry.ts';
import { PLATFORM_RULES } from './views/platform.ts';
import type { ViewRule, ViewTemplate, WindowTable } from './viewTemplate.ts';

type Options = Readonly<{ windows: readonly WindowTable[]; geometry: ScreenGeometry; names: UiNames }>;

/** The window in front, and which element of the page each of its views is. */
export type ScreenTree = Readonly<{
  root: AccessibilityNodeInfo;
  elementOf: ReadonlyMap<AccessibilityNodeInfo, Element>;
}>;

/** An element, and how much of the page its ancestors leave it. */
type Place = Readonly<{ element: Element; clip: Rect }>;

/** Null where there is no window: the device is off. */
export function readScreen(screen: Element, options: Options): ScreenTree | null {
  const found = frontWindow(screen, options.windows);
  return found === null ? null : new WindowReader(found.table, found.element, options).read(screen);
}

type Found = Readonly<{ table: WindowTable; element: Element }>;

/** What comes last on the page lies in front, unless something made it untouchable. */
function frontWindow(screen: Element, windows: readonly WindowTable[]): Found | null {
  let front: Found | null = null;
  for (const table of windows) {
    for (const element of screen.querySelectorAll(table.match)) {
      if (!isShown(element) || element.closest('[inert]') !== null) continue;
      if (front === null || comesAfter(element, front.element)) front = { table, element };
    }
  }
  return front;
}

function comesAfter(element: Element, other: Element): boolean {
  return (other.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

class WindowReader {
  readonly #window: Element;
  readonly #geometry: ScreenGeometry;
  readonly #rules: readonly ViewRule[];
  readonly #packageName: string;
  readonly #resources: string;
  readonly #hasIds: boolean;
  readonly #elements = new Map<AccessibilityNodeInfo, Element>();

  constructor(table: WindowTable, element: Element, { geometry, names }: Options) {
    this.#window = element;
    this.#geometry = geometry;
    this.#rules = [...table.rules, ...PLATFORM_RULES];
    this.#packageName =
      table.packageName?.[names] ?? element.closest('[data-package]')?.getAttribute('data-package') ?? '';
    this.#hasIds = table.hasIds;
    this.#resources = table.resources?.[names] ?? this.#packageName;
  }

  /** As every activity has it: its content in a frame in a frame. */
  read(screen: Element): ScreenTree {
    const clip = rectOf(screen);
    const views = this.#viewsAt({ element: this.#window, clip });
    const frame = { className: 'android.widget.FrameLayout' };
    const bounds = this.#geometry.screen;
    const content = this.#node({ ...frame, id: 'android:id/content' }, { bounds, children: views });
    const root = this.#node(frame, { bounds, children: [content] });
    this.#elements.set(content, this.#window).set(root, this.#window);
    return { root, elementOf: this.#elements };
  }

  #viewsAt({ element, clip }: Place): readonly AccessibilityNodeInfo[] {
    if (!isShown(element) || isDecoration(element)) return [];
    const seen = intersection(rectOf(element), clip);
    const inside = { element, clip: clips(element) ? seen : clip };
    if (isEmpty(seen)) return this.#viewsIn(inside);
    const rule = this.#rules.find(({ match }) => element.matches(match));
    if (rule?.isTransparent) return this.#viewsIn(inside);
    if (rule !== undefined) return [this.#around(rule, this.#fromTemplate(rule, inside, element), element)];
    if (hasOwnText(element)) return this.#textView(inside);
    if (!isScrollable(element)) return this.#viewsIn(inside);
    const scroll: ViewTemplate = { className: 'android.widget.ScrollView' };
    return [this.#fromTemplate(scroll, inside, element)];
  }

  #viewsIn({ element, clip }: Place): readonly AccessibilityNodeInfo[] {
    return [...element.children].flatMap((child) => this.#viewsAt({ element: child, clip }));
  }

  /** Words, and what can be touched among them. */
  #textView(place: Place): readonly AccessibilityNodeInfo[] {
    const view: ViewTemplate = { className: 'android.widget.TextView', text: 'seen', children: [] };
    const touched = this.#viewsIn(place).filter(({ clickable }) => clickable);
    return [this.#fromTemplate(view, place, place.element), ...touched];
  }

  /** @param owner the element of the rule: what it tells of itself is told by its outermost view */
  #fromTemplate(
    template: ViewTemplate,
    { element, clip }: Place,
    owner: Element,
    isInner = false,
  ): AccessibilityNodeInfo {
    const { text = 'none', description = 'none', children = 'elements' } = template;
    const own = flagsOf(owner);
    const { checkable, checked, selected, enabled } = own;
    const states = template.hasStates === true ? { checkable, checked, selected, enabled } : { enabled };
    const views =
      children === 'elements'
        ? this.#viewsIn({ element, clip })
        : children.flatMap((child) => this.#innerView(child, { element, clip }, owner));
    const named = element instanceof SVGElement ? owner : element;
    const id = template.id ?? (isInner ? null : element.getAttribute('data-uia')) ?? '';
    const flags = { ...(isInner ? { ...NO_FLAGS, ...states } : own), ...template.flags };
    const node = this.#node(
      { ...template, id },
      {
        ...flags,
        checked: flags.checked && flags.checkable,
        bounds: this.#geometry.toPixels(intersection(rectOf(element), clip)),
        text: wordsOf(named, text),
        contentDescription: wordsOf(named, description),
        children: views,
      },
    );
    this.#elements.set(node, element);
    return node;
  }

  #innerView(template: ViewTemplate, { element, clip }: Place, owner: Element): readonly AccessibilityNodeInfo[] {
    const at = template.at === undefined ? element : element.querySelector(template.at);
    if (at === null || !isShown(at)) return [];
    if (isEmpty(intersection(rectOf(at), clip))) return [];
    return [this.#fromTemplate(template, { element: at, clip }, owner, true)];
  }

  #around({ around = [] }: ViewRule, node: AccessibilityNodeInfo, element: Element): AccessibilityNodeInfo {
    return around.reduceRight((inner, template) => {
      const outer = this.#node(template, { ...template.flags, bounds: inner.bounds, children: [inner] });
      this.#elements.set(outer, element);
      return outer;
    }, node);
  }

  #node(
    { className, id = '' }: ViewTemplate,
    known: Partial<AccessibilityNodeInfo> & Pick<AccessibilityNodeInfo, 'bounds' | 'children'>,
  ): AccessibilityNodeInfo {
    const viewIdResourceName = this.#hasIds || id.startsWith('android:') ? this.#resourceName(id) : '';
    const { packageName, words } = { packageName: this.#packageName, words: { text: '', contentDescription: '' } };
    return { ...NO_FLAGS, ...words, viewIdResourceName, className, packageName, ...known };
  }

  #resourceName(id: string): string {
    return id === '' || id.includes(':') ? id : `${this.#resources}:id/${id}`;
  }
}
