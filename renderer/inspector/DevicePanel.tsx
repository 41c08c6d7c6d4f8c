import { useRef } from 'react';
import { isSdkInt, SDK_INTS } from '../../contract/android/build.ts';
import type { DeviceState, Skin } from '../../contract/rpc/deviceApi.ts';
import { FONT_SCALES, type Theme, useScreenSettings } from '../ui/screenSettings.ts';
import { AdvanceClock, ClockFields } from './ClockControls.tsx';
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

/** What the device is: its level, its looks, its clock, and the ways to start over. */
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
                {/* Its rules are there, its looks are not yet. */}
                {skin === 'Modern' ? 'Modern (drawn as U-managed)' : skin}
              </option>
            ))}
          </select>
        </Field>
        <ProfileFields device={device} />
        <ScreenFields />
        <ClockFields device={device} />
      </div>
      {device.clock === 'manual' && <AdvanceClock />}
      <div className="buttons">
        <button type="button" className="button" onClick={() => order((tester) => tester.reboot())}>
          Reboot
        </button>
        <FactoryReset />
      </div>
    </section>
  );
}

function ScreenFields() {
  const { theme, fontScale, isRtl, setTheme, setFontScale, setRtl } = useScreenSettings();
  return (
    <>
      <Field label="Theme">
        <select value={theme} onChange={({ target }) => setTheme(target.value as Theme)}>
          <option value="system">System</option>
          <option value="light">Light</option>
          <option value="dark">Dark</option>
        </select>
      </Field>
      <Field label="Font size">
        <select value={fontScale} onChange={({ target }) => setFontScale(Number(target.value))}>
          {FONT_SCALES.map((scale) => (
            <option key={scale} value={scale}>{`${Math.round(scale * 100)} %`}</option>
          ))}
        </select>
      </Field>
      <Field label="Layout direction">
        <select value={isRtl ? 'rtl' : 'ltr'} onChange={({ target }) => setRtl(target.value === 'rtl')}>
          <option value="ltr">Left to right</option>
          <option value="rtl">Right to left</option>
        </select>
      </Field>
    </>
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
