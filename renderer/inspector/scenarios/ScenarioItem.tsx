import { type FormEvent, useId, useState } from 'react';
import type { SdkInt } from '../../../contract/android/build.ts';
import type { ScenarioChoice, ScenarioSummary } from '../../../contract/rpc/scenariosApi.ts';
import { Field } from '../Field.tsx';
import { levelText } from './scenarioWords.ts';

type ScenarioItemProps = Readonly<{
  scenario: ScenarioSummary;
  isExplained: boolean;
  onExplain: () => void;
  onReproduce: (choice: ScenarioChoice) => void;
}>;

/** A line of the list; its story opens below it. */
export function ScenarioItem({ scenario, isExplained, onExplain, onReproduce }: ScenarioItemProps) {
  const { id, title, apis, cases } = scenario;
  const story = useId();
  const [first] = cases;
  const [lowest] = first?.apis ?? [];
  return (
    <li data-scenario={id}>
      <div className="scenario-line">
        <b className="scenario-id">{id}</b>
        <span className="scenario-title">{title}</span>
        <span className="muted">{levelText(apis)}</span>
        <button
          type="button"
          className="button"
          data-kind="text"
          aria-expanded={isExplained}
          aria-controls={story}
          onClick={onExplain}
        >
          Explain<span className="visually-hidden">{` ${id}`}</span>
        </button>
        <button
          type="button"
          className="button"
          disabled={lowest === undefined}
          onClick={() => {
            if (lowest !== undefined) onReproduce({ id, case: 0, api: lowest });
          }}
        >
          Reproduce<span className="visually-hidden">{` ${id}`}</span>
        </button>
      </div>
      <div id={story} hidden={!isExplained}>
        {isExplained && <Story scenario={scenario} onReproduce={onReproduce} />}
      </div>
    </li>
  );
}

function Story({ scenario, onReproduce }: Pick<ScenarioItemProps, 'scenario' | 'onReproduce'>) {
  const { id, explain, links, cases } = scenario;
  const [chosen, setChosen] = useState(0);
  const [level, setLevel] = useState<SdkInt | null>(null);
  const apis = cases[chosen]?.apis ?? [];
  const api = apis.find((each) => each === level) ?? apis[0];
  const reproduce = (event: FormEvent) => {
    event.preventDefault();
    if (api !== undefined) onReproduce({ id, case: chosen, api });
  };
  return (
    <div className="scenario-story">
      <p>{explain}</p>
      <h3>Where it was reported</h3>
      <ul className="scenario-links">
        {links.map((link) => (
          <li key={link}>{link}</li>
        ))}
      </ul>
      <form className="buttons scenario-choice" onSubmit={reproduce}>
        {cases.length > 1 && (
          <Field label="Case">
            <select value={chosen} onChange={({ target }) => setChosen(Number(target.value))}>
              {cases.map(({ title }, index) => (
                <option key={title} value={index}>
                  {title ?? 'The scenario'}
                </option>
              ))}
            </select>
          </Field>
        )}
        <Field label="API level">
          <select value={api} onChange={({ target }) => setLevel(Number(target.value) as SdkInt)}>
            {apis.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        </Field>
        <button type="submit" className="button" data-kind="filled">
          Reproduce this
        </button>
      </form>
    </div>
  );
}
