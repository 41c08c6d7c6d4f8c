/** What the app did to the desktop, for a test to look at: `app.evaluate((electron) => electron.record)`. */
export const record: Record<'dialogs' | 'opened' | 'notifications' | 'roles' | 'recent', unknown[]> = {
  dialogs: [],
  opened: [],
  notifications: [],
  roles: [],
  recent: [],
};

/**
 * The object itself, except that reading a name it lacks throws: an app must not run on with half an Electron.
 * `then` and friends stay absent, because the language itself asks for them.
 */
export function strict<T extends object>(name: string, object: T): T {
  return new Proxy(object, {
    get(target, key) {
      if (typeof key === 'symbol' || key in target || ['then', 'toJSON', 'nodeType', 'tagName'].includes(key)) {
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' && !Object.hasOwn(value, 'prototype') ? value.bind(target) : value;
      }
      throw new Error(`The Electron double has no ${name}.${key}; add it in tests/electronDouble.`);
    },
    set: (target, key, value) => Reflect.set(target, key, value, target),
  });
}

export type Deferred<T> = Readonly<{ promise: Promise<T>; resolve(value: T): void }>;

export function deferred<T>(): Deferred<T> {
  let settle: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => {
    settle = resolve;
  });
  return { promise, resolve: (value) => settle(value) };
}

/** Electron's event object: preventable. */
export class PreventableEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}
