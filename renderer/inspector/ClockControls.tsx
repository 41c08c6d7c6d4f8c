import { type FormEvent, useState } from 'react';
import type { DeviceState } from '../../contract/rpc/deviceApi.ts';
import { Field } from './Field.tsx';
import { useOrder } from './useCommands.ts';

/** One second more than the session of an "only this time" permission lasts after its app left the screen. */
const ONE_TIME_SESSION_MS = 61_000;
const HOUR_MS = 3_600_000;

/** The device's clock: this computer's, or one that the tester moves. */
export function ClockControls({ device }: Readonly<{ device: DeviceState }>) {
  const order = useOrder();
  const [seconds, setSeconds] = useState('300');
  const advance = (milliseconds: number) => order((tester) => tester.advanceClock(milliseconds));
  const isManual = device.clock === 'manual';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (Number(seconds) > 0) advance(Number(seconds) * 1000);
  };
  return (
    <div className="clock">
      <Field label="Clock">
        <select
          value={device.clock}
          onChange={({ target }) => {
            const kind = target.value === 'manual' ? 'manual' : 'system';
            order((tester) => tester.setClock(kind));
          }}
        >
          <option value="system">As this computer</option>
          <option value="manual">Manual</option>
        </select>
      </Field>
      {isManual && (
        <form className="clock-advance" onSubmit={submit}>
          <p className="muted">{new Date(device.currentTimeMillis).toLocaleString()}</p>
          <button type="button" className="button" data-kind="outlined" onClick={() => advance(ONE_TIME_SESSION_MS)}>
            +61 s
          </button>
          <button type="button" className="button" data-kind="outlined" onClick={() => advance(HOUR_MS)}>
            +1 h
          </button>
          <input
            type="number"
            min="1"
            step="any"
            aria-label="Seconds to advance"
            value={seconds}
            onChange={({ target }) => setSeconds(target.value)}
          />
          <button type="submit" className="button" data-kind="outlined">
            Advance s
          </button>
        </form>
      )}
    </div>
  );
}
