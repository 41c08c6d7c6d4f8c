// Scripted scenarios: three to look at, and a player that does what a test says.
import type { ScenarioPlay, ScenarioSummary, ScenariosApi } from '../../contract/rpc/scenariosApi.ts';
import { Broadcast } from './broadcast.ts';

const SCENARIOS: readonly ScenarioSummary[] = [
  {
    id: 'S01',
    title: 'Limited access is reported as denied',
    explain:
      'The app asks for READ_MEDIA_IMAGES, the user picks three photos, and the library maps the one permission that was asked for to "denied". Android did grant something, only not what was asked.',
    links: ['https://github.com/zoontek/react-native-permissions/issues/959'],
    apis: [34, 35, 36],
    cases: [{ title: null, apis: [34, 35, 36] }],
  },
  {
    id: 'S07',
    title: 'Limited access to nothing is a dead end',
    explain: '“Allow none” is limited access all the same.',
    links: ['https://github.com/fluttercandies/flutter_photo_manager/issues/1175'],
    apis: [34, 35, 36],
    cases: [
      { title: 'Allow none', apis: [34, 35, 36] },
      { title: 'Back in the picker', apis: [36] },
    ],
  },
  {
    id: 'S40',
    title: 'The 513th grant',
    explain: 'A package keeps 512 grants; the oldest goes without a word.',
    links: ['https://github.com/godotengine/godot/pull/113367'],
    apis: [29, 34],
    cases: [{ title: null, apis: [29, 34] }],
  },
];

export class FakeScenarios {
  readonly #play = new Broadcast<ScenarioPlay | null>(null);

  readonly api: ScenariosApi = {
    scenarios: async () => SCENARIOS,
    play: async () => this.#play.values(),
    reproduce: async (choice) =>
      this.#play.set({ ...choice, state: 'starting', address: null, step: null, problem: null }),
    stop: async () => this.#play.set(null),
  };

  /** How far the player is. */
  tell(change: Partial<ScenarioPlay>): void {
    if (this.#play.value !== null) this.#play.set({ ...this.#play.value, ...change });
  }
}
