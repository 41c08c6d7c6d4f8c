import { useState } from 'react';
import { Field } from './Field.tsx';

type NumberFieldProps = Readonly<{
  label: string;
  value: number | null;
  min: number;
  onSet: (value: number) => void;
  onEmpty?: () => void;
}>;

/** A number that is set when it is complete: on Enter, or when the field is left. */
export function NumberField({ label, value, min, onSet, onEmpty }: NumberFieldProps) {
  const shown = value === null ? '' : String(value);
  // Only while it is written: what the device says meanwhile neither wipes it out nor is mistaken for it.
  const [written, setWritten] = useState<string | null>(null);
  const set = () => {
    setWritten(null);
    if (written === null || written === shown) return;
    const typed = Number(written);
    if (written.trim() === '') onEmpty?.();
    else if (Number.isInteger(typed) && typed >= min) onSet(typed);
  };
  return (
    <Field label={label}>
      <input
        type="number"
        min={min}
        value={written ?? shown}
        onChange={({ target }) => setWritten(target.value)}
        onBlur={set}
        onKeyDown={({ key }) => key === 'Enter' && set()}
      />
    </Field>
  );
}
