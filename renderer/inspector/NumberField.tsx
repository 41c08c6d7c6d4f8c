import { useEffect, useState } from 'react';
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
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const set = () => {
    const typed = Number(text);
    if (text === shown) return;
    if (text.trim() === '' && onEmpty !== undefined) onEmpty();
    else if (text.trim() !== '' && Number.isInteger(typed) && typed >= min) onSet(typed);
    else setText(shown);
  };
  return (
    <Field label={label}>
      <input
        type="number"
        min={min}
        value={text}
        onChange={({ target }) => setText(target.value)}
        onBlur={set}
        onKeyDown={({ key }) => key === 'Enter' && set()}
      />
    </Field>
  );
}
