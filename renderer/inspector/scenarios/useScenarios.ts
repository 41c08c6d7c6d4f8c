import { useEffect } from 'react';
import { create } from 'zustand';
import type { AskedScenario } from '../../../contract/rpc/desktopHost.ts';
import type { ScenarioPlay, ScenarioSummary, ScenariosApi } from '../../../contract/rpc/scenariosApi.ts';
import { desktopHost } from '../../host.ts';
import { openConversation } from '../../port.ts';
import { follow } from '../../ui/follow.ts';

type ScenarioStore = Readonly<{
  api: ScenariosApi | null;
  /** Null until they were read. */
  scenarios: readonly ScenarioSummary[] | null;
  /** What is played for this page; null for nothing. */
  play: ScenarioPlay | null;
  /** The scenario whose story is open; null for none. */
  explained: string | null;
  search: string;
  /** The user's own scenario that a file asked to be shown; null for none. */
  file: Extract<AskedScenario, Readonly<{ text: string }>> | null;
}>;

export const useScenarioStore = create<ScenarioStore>(() => ({
  api: null,
  scenarios: null,
  play: null,
  explained: null,
  search: '',
  file: null,
}));

/** The conversation about scenarios. It begins with the first look, and lasts as long as the page: so does what is played. */
export function useScenarios(): ScenarioStore {
  const store = useScenarioStore();
  useEffect(begin, []);
  return store;
}

function begin(): void {
  if (useScenarioStore.getState().api !== null) return;
  const api = openConversation('scenarios');
  useScenarioStore.setState({ api });
  // The device has gone, which is told elsewhere.
  api.scenarios().then(
    (scenarios) => useScenarioStore.setState({ scenarios }),
    () => undefined,
  );
  follow(
    () => api.play(),
    (play) => useScenarioStore.setState({ play }),
  );
}

/** Shows what a link or a file asked the desktop host for, once the user agreed; `onAsked` brings the tab up. */
export function useAskedScenario(onAsked: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the host is listened to once, as long as the page is there
  useEffect(() => {
    desktopHost()?.onScenario((asked) => {
      const shown = 'id' in asked ? { explained: asked.id, search: asked.id, file: null } : { file: asked };
      useScenarioStore.setState(shown);
      onAsked();
    });
  }, []);
}
