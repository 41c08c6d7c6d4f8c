import type { ScenarioPlay, ScenarioSummary } from '../../../contract/rpc/scenariosApi.ts';

/** “API 34 to 36”, “API 29, 33 and 34”. */
export function levelText(apis: readonly number[]): string {
  const [first, ...others] = apis;
  const last = others.at(-1);
  if (first === undefined) return 'No API level';
  if (last === undefined) return `API ${first}`;
  if (others.length > 1 && last - first === others.length) return `API ${first} to ${last}`;
  return `API ${apis.slice(0, -1).join(', ')} and ${last}`;
}

/** Those whose id, title, story or links have every word of a search. */
export function searched(scenarios: readonly ScenarioSummary[], search: string): readonly ScenarioSummary[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return scenarios.filter(({ id, title, explain, links }) => {
    const text = [id, title, explain, ...links].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

const STATES: Readonly<Record<ScenarioPlay['state'], string>> = {
  starting: 'Its device starts…',
  waiting: 'It begins when its device is shown.',
  playing: 'It is played.',
  played: 'It was played: its device is as the scenario left it.',
  failed: 'It ended otherwise than it says.',
};

export function playText({ state }: ScenarioPlay): string {
  return STATES[state];
}
