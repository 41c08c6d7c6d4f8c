import { useEffect, useRef } from 'react';
import type { ScenarioPlay, ScenarioSummary } from '../../../contract/rpc/scenariosApi.ts';
import { playText } from './scenarioWords.ts';

type PlayCardProps = Readonly<{ play: ScenarioPlay; scenario: ScenarioSummary | undefined; onStop: () => void }>;

/** The device on which a scenario is played: where it is, and how far. */
export function PlayCard({ play, scenario, onStop }: PlayCardProps) {
  const { id, address, step, problem, api } = play;
  const card = useRef<HTMLElement>(null);
  // What was reproduced from far down the list is told at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another one is played
  useEffect(() => {
    // Newer Chromiums answer a promise, which is no function that ends an effect.
    card.current?.scrollIntoView({ block: 'nearest' });
  }, [id, api, play.case]);
  const title = scenario?.cases[play.case]?.title ?? scenario?.title ?? '';
  return (
    <section ref={card} className="scenario-play" aria-label="What is reproduced">
      <h3>{`${id} on API ${api}: ${title}`}</h3>
      <p role="status">{playText(play)}</p>
      {step !== null && <p className="scenario-step">{step}</p>}
      {problem !== null && <p role="alert">{problem}</p>}
      <div className="buttons">
        {address !== null && (
          <a className="button" data-kind="filled" href={address} target="_blank" rel="noreferrer">
            Show its device
          </a>
        )}
        <button type="button" className="button" onClick={onStop}>
          {play.state === 'failed' ? 'Close' : 'End its device'}
        </button>
      </div>
    </section>
  );
}
