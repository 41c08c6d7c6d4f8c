// Mirrors SettingsProvider: the tables system, secure and global.
import type { Store } from './jsonFile.ts';

export const SETTINGS_NAMESPACES = ['system', 'secure', 'global'] as const;
export type SettingsNamespace = (typeof SETTINGS_NAMESPACES)[number];

type Tables = Readonly<Record<SettingsNamespace, ReadonlyMap<string, string>>>;

/** What every device has. */
const DEFAULTS: Readonly<Record<SettingsNamespace, Readonly<Record<string, string>>>> = {
  system: { screen_off_timeout: '60000' },
  secure: {},
  global: { adb_enabled: '1', device_name: 'Scopebox' },
};

export class SettingsStore {
  readonly #store: Store;
  #tables: Tables;

  constructor(store: Store) {
    this.#store = store;
    this.#tables = read(store.load());
  }

  get(namespace: SettingsNamespace, key: string): string | null {
    return this.#tables[namespace].get(key) ?? null;
  }

  /** In the order of the keys. */
  list(namespace: SettingsNamespace): readonly (readonly [key: string, value: string])[] {
    return [...this.#tables[namespace]].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** @param value null takes it out. @returns whether there was one */
  set(namespace: SettingsNamespace, key: string, value: string | null): boolean {
    const table = new Map(this.#tables[namespace]);
    const wasThere = table.has(key);
    if (value === null) table.delete(key);
    else table.set(key, value);
    this.#tables = { ...this.#tables, [namespace]: table };
    this.#store.save(
      Object.fromEntries(SETTINGS_NAMESPACES.map((each) => [each, Object.fromEntries(this.#tables[each])])),
    );
    return wasThere;
  }

  /** What was saved was put back as it was at some time. */
  reload(): void {
    this.#tables = read(this.#store.load());
  }

  /** A factory reset. */
  reset(): void {
    this.#tables = read(null);
    this.#store.save(null);
  }
}

function read(saved: unknown): Tables {
  const table = (namespace: SettingsNamespace) => {
    const found = isRecord(saved) ? saved[namespace] : undefined;
    const entries = Object.entries(isRecord(found) ? found : DEFAULTS[namespace]);
    return new Map(entries.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : [])));
  };
  return { system: table('system'), secure: table('secure'), global: table('global') };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
