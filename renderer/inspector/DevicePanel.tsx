import { useRef } from 'react';
import { isSdkInt, SDK_INTS } from '../../contract/android/build.ts';
import type { DeviceState, Skin } from '../../contract/rpc/deviceApi.ts';
import { Field } from './Field.tsx';
import { ProfileFields } from './ProfileFields.tsx';
import { useOrder } from './useCommands.ts';

const SKINS: readonly Skin[] = ['T-legacy', 'U-legacy', 'U-managed', 'Modern'];

const RELEASES: Readonly<Record<number, string>> = {
  29: 'Android 10',
  30: 'Android 11',
  31: 'Android 12',
  32: 'Android 12L',
  33: 'Android 13',
  34: 'Android 14',
  35: 'Android 15',
  36: 'Android 16',
};

/** What the device is: its level, its photo picker, its profiles, and the ways to start over. */
export function DevicePanel({ device }: Readonly<{ device: DeviceState }>) {
  const order = useOrder();
  return (
    <section className="card" aria-label="Device controls">
      <h2>Device</h2>
      <div className="fields">
        <Field label="API level">
          <select
            value={device.sdk}
            onChange={({ target }) => {
              const sdk = Number(target.value);
              if (isSdkInt(sdk)) order((tester) => tester.setSdk(sdk));
            }}
          >
            {SDK_INTS.map((sdk) => (
              <option key={sdk} value={sdk}>{`${sdk} · ${RELEASES[sdk]}`}</option>
            ))}
          </select>
        </Field>
        <Field label="Photo picker">
          <select
            value={device.skin}
            onChange={({ target }) => {
              const skin = SKINS.find((known) => known === target.value);
              if (skin !== undefined) order((tester) => tester.setSkin(skin));
            }}
          >
            {SKINS.map((skin) => (
              <option key={skin} value={skin}>
                {skin}
              </option>
            ))}
          </select>
        </Field>
        <ProfileFields device={device} />
      </div>
      <div className="buttons">
        <button type="button" className="button" onClick={() => order((tester) => tester.reboot())}>
          Reboot
        </button>
        <FactoryReset />
      </div>
    </section>
  );
}

function FactoryReset() {
  const order = useOrder();
  const dialog = useRef<HTMLDialogElement>(null);
  const close = () => dialog.current?.close();
  return (
    <>
      <button type="button" className="button" data-kind="danger" onClick={() => dialog.current?.showModal()}>
        Factory reset…
      </button>
      <dialog ref={dialog} className="confirm" aria-labelledby="factory-reset-title">
        <h2 id="factory-reset-title">Reset the device?</h2>
        <p>Apps, permissions and selections are forgotten. Your folder is not touched.</p>
        <div className="buttons">
          <button type="button" className="button" data-kind="text" onClick={close}>
            Cancel
          </button>
          <button
            type="button"
            className="button"
            data-kind="filled"
            onClick={() => {
              close();
              order((tester) => tester.factoryReset());
            }}
          >
            Reset
          </button>
        </div>
      </dialog>
    </>
  );
}
