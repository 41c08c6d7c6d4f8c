// What the faults of both clouds have in common: the list, and the fields of a new one.
import type { ReactNode } from 'react';
import { Field } from './Field.tsx';
import { NumberField } from './NumberField.tsx';

type FaultListProps<F> = Readonly<{
  label: string;
  faults: readonly F[];
  seed: number;
  textOf: (fault: F) => string;
  onSet: (change: Readonly<{ faults?: readonly F[]; seed?: number }>) => void;
  /** Asks for another one. */
  adding: ReactNode;
}>;

/** What goes wrong: the same seed and the same calls give the same faults. */
export function FaultList<F>({ label, faults, seed, textOf, onSet, adding }: FaultListProps<F>) {
  return (
    <section aria-label={label}>
      <header className="card-header">
        <h3>Faults</h3>
        {adding}
      </header>
      {faults.length === 0 && <p className="muted">Everything works.</p>}
      <ul className="cloud-faults">
        {faults.map((fault, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two faults may be the same.
          <li key={`${textOf(fault)} ${index}`}>
            <span>{textOf(fault)}</span>
            <button
              type="button"
              className="button"
              aria-label={`Remove: ${textOf(fault)}`}
              onClick={() => onSet({ faults: faults.filter((_, at) => at !== index) })}
            >
              Remove
            </button>
          </li>
        ))}
      </ul>
      <NumberField label="Seed" value={seed} min={0} onSet={(value) => onSet({ seed: value })} />
    </section>
  );
}

type ChoiceProps = Readonly<{
  label: string;
  words: Readonly<Record<string, string>>;
  value: string;
  onChoose: (value: string) => void;
}>;

/** One of several, each by its words. */
export function FaultChoice({ label, words, value, onChoose }: ChoiceProps) {
  return (
    <Field label={label}>
      <select value={value} onChange={({ target }) => onChoose(target.value)}>
        {Object.entries(words).map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}

type Limits = Readonly<{ times: number | null; document: string | null }>;
type FaultLimitsProps = Readonly<{
  fault: Limits;
  /** What a fault can be confined to. */
  itemLabel: string;
  onChange: (part: Partial<Limits>) => void;
}>;

/** How often a fault strikes, and whom. */
export function FaultLimits({ fault: { times, document }, itemLabel, onChange }: FaultLimitsProps) {
  return (
    <>
      <Field label="How many times; empty for always">
        <input
          type="number"
          min="1"
          step="1"
          value={times ?? ''}
          onChange={({ target }) => onChange({ times: target.value === '' ? null : Math.max(1, Number(target.value)) })}
        />
      </Field>
      <Field label={itemLabel}>
        <input
          type="text"
          value={document ?? ''}
          onChange={({ target }) => onChange({ document: target.value === '' ? null : target.value })}
        />
      </Field>
    </>
  );
}
