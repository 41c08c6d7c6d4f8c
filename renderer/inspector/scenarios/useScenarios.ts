import { useEffect } from 'react';
import { create } from 'zustand';
import type { ScenarioPlay, ScenarioSummary, ScenariosApi } from '../../../contract/rpc/scenariosApi.ts';
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
}>;

export const useScenarioStore = create<ScenarioStore>(() => ({
  api: null,
  scenarios: null,
  play: null,
  explained: null,
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
