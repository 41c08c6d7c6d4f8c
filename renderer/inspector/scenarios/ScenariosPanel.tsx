import { useScenariosOrder } from '../useCommands.ts';
import { PlayCard } from './PlayCard.tsx';
import { ScenarioItem } from './ScenarioItem.tsx';
import { searched } from './scenarioWords.ts';
import { useScenarioStore, useScenarios } from './useScenarios.ts';
import './scenarios.css';

/** Bugs that real apps shipped: what each is about, and a device of its own on which it happens. */
export function ScenariosPanel() {
  const { api, scenarios, play, explained, search, file } = useScenarios();
  const order = useScenariosOrder(api);
  const shown = searched(scenarios ?? [], search);
  const explain = (id: string) => useScenarioStore.setState({ explained: explained === id ? null : id });
  return (
    <section className="card" aria-label="Scenarios">
      <header className="card-header">
        <h2>Scenarios</h2>
        <span className="pill">{scenarios === null ? 'Looking…' : `${shown.length} of ${scenarios.length}`}</span>
      </header>
      <p className="muted">
        Bugs that real apps shipped. Each is played on a second device of its own; this one stays as it is.
      </p>
      {play !== null && (
        <PlayCard
          play={play}
          scenario={scenarios?.find(({ id }) => id === play.id)}
          onStop={() => order((set) => set.stop())}
        />
      )}
      {file !== null && (
        <section className="scenario-story" aria-label={file.name}>
          <h3>{file.name}</h3>
          <p className="muted">
            A file of yours. <code>scopebox scenario run</code> plays it; nothing here does.
          </p>
          <pre>{file.text}</pre>
        </section>
      )}
      <input
        type="search"
        className="scenario-search"
        aria-label="Search scenarios"
        placeholder="Search"
        value={search}
        onChange={({ target }) => useScenarioStore.setState({ search: target.value })}
      />
      <ul className="scenario-list">
        {shown.map((scenario) => (
          <ScenarioItem
            key={scenario.id}
            scenario={scenario}
            isExplained={explained === scenario.id}
            onExplain={() => explain(scenario.id)}
            onReproduce={(choice) => order((set) => set.reproduce(choice))}
          />
        ))}
      </ul>
      {scenarios !== null && shown.length === 0 && <p className="muted">No scenario has these words.</p>}
    </section>
  );
}
