import { type FormEvent, useState } from 'react';
import type { DeviceState } from '../../contract/rpc/deviceApi.ts';
import { Field } from './Field.tsx';
import { useOrder } from './useCommands.ts';

/** One second more than the session of an "only this time" permission lasts after its app left the screen. */
const ONE_TIME_SESSION_MS = 61_000;
const HOUR_MS = 3_600_000;
const TIME = { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', second: '2-digit' } as const;

/** The device's clock, and the ways to move it. */
export function ClockPanel({ device }: Readonly<{ device: DeviceState }>) {
  return (
    <section className="card" id="section-clock" aria-label="Clock controls">
      <h2>Clock</h2>
      <div className="fields">
        <ClockFields device={device} />
      </div>
      {device.clock === 'manual' && <AdvanceClock />}
    </section>
  );
}

/** This computer's clock, or one that the tester moves. */
function ClockFields({ device }: Readonly<{ device: DeviceState }>) {
  const order = useOrder();
  return (
    <>
      <Field label="Clock">
        <select
          value={device.clock}
          onChange={({ target }) => {
            const kind = target.value === 'manual' ? 'manual' : 'system';
            order((tester) => tester.setClock(kind));
          }}
        >
          <option value="system">System</option>
          <option value="manual">Manual</option>
        </select>
      </Field>
      <p className="clock-time">
        {device.clock === 'manual' && new Date(device.currentTimeMillis).toLocaleString(undefined, TIME)}
      </p>
    </>
  );
}

/** Moves a manual clock: past the end of a one-time session, by an hour, or by any time. */
function AdvanceClock() {
  const order = useOrder();
  const [seconds, setSeconds] = useState('300');
  const advance = (milliseconds: number) => order((tester) => tester.advanceClock(milliseconds));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (Number(seconds) > 0) advance(Number(seconds) * 1000);
  };
  return (
    <form className="clock-advance" aria-label="Advance the clock" onSubmit={submit}>
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
        {`+${seconds || '…'} s`}
      </button>
    </form>
  );
}
