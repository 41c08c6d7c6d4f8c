// How a page of Settings reads the device: once when it opens, and again whenever something it may show has changed.
import { createContext, useCallback, useContext, useEffect, useState } from 'react';
import type { SettingsApi } from '../../contract/rpc/settingsApi.ts';
import { follow } from '../ui/follow.ts';

type SettingsConnection = Readonly<{
  api: SettingsApi;
  /** Grows with every change. */
  version: number;
  /** Reads again what is on screen. */
  refresh: () => void;
}>;

const Connection = createContext<SettingsConnection | null>(null);

export const SettingsProvider = Connection.Provider;

/** Follows the changes of the device for every page. */
export function useSettingsConnection(api: SettingsApi): SettingsConnection {
  const [version, setVersion] = useState(0);
  const refresh = useCallback(() => setVersion((known) => known + 1), []);
  useEffect(() => follow(() => api.changes(), refresh), [api, refresh]);
  return { api, version, refresh };
}

type Read<T> = Readonly<{ value: T | null; problem: string | null }>;

/** What `read` answers; the last answer stays on screen until the next is there. `key` says what is read. */
export function useRead<T>(key: string, read: (api: SettingsApi) => Promise<T>): Read<T> {
  const { api, version } = useConnection();
  const [state, setState] = useState<Read<T>>({ value: null, problem: null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the function, and every version is read.
  useEffect(() => {
    let isCurrent = true;
    read(api).then(
      (value) => isCurrent && setState({ value, problem: null }),
      (error: unknown) => isCurrent && setState({ value: null, problem: messageOf(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [api, key, version]);
  return state;
}

type Orders = Readonly<{
  isBusy: boolean;
  problem: string | null;
  /** Changes something; one at a time, so that a double tap is one tap. Answers null when it failed. */
  order: <T>(order: (api: SettingsApi) => Promise<T>) => Promise<T | null>;
}>;

/** What a page changes. What is on screen is read again afterwards. */
export function useOrders(): Orders {
  const { api, refresh } = useConnection();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const order = async <T>(run: (api: SettingsApi) => Promise<T>): Promise<T | null> => {
    if (isBusy) return null;
    setIsBusy(true);
    setProblem(null);
    try {
      return await run(api);
    } catch (error) {
      setProblem(messageOf(error));
      return null;
    } finally {
      setIsBusy(false);
      refresh();
    }
  };
  return { isBusy, problem, order };
}

function useConnection(): SettingsConnection {
  const connection = useContext(Connection);
  if (connection === null) throw new Error('A page of Settings is drawn outside of Settings.');
  return connection;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
