import type { DeviceState, WorkProfile } from '../../contract/rpc/deviceApi.ts';
import { Field } from './Field.tsx';
import { useOrder } from './useCommands.ts';

const WORK_PROFILES: Readonly<Record<WorkProfile, string>> = {
  none: 'None',
  ready: 'On',
  paused: 'Work apps are paused',
  blocked: 'Kept apart by its administrator',
};

/** Levels that ask the device config before the photo picker takes ACTION_GET_CONTENT over. */
const ASKS_DEVICE_CONFIG: readonly number[] = [31, 32];

/** Who else uses the device, what its photo picker is started for, and what becomes of an app that it covers. */
export function ProfileFields({ device }: Readonly<{ device: DeviceState }>) {
  const order = useOrder();
  return (
    <>
      <Field label="Work profile">
        <select
          value={device.workProfile}
          onChange={({ target }) => {
            const chosen = Object.keys(WORK_PROFILES).find((known) => known === target.value);
            if (chosen !== undefined) order((tester) => tester.setWorkProfile(chosen as WorkProfile));
          }}
        >
          {Object.entries(WORK_PROFILES).map(([id, label]) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </Field>
      {ASKS_DEVICE_CONFIG.includes(device.sdk) && (
        <Field label="GET_CONTENT of media opens">
          <select
            value={device.takeOverGetContent ? 'picker' : 'documents'}
            onChange={({ target }) => order((tester) => tester.setTakeOverGetContent(target.value === 'picker'))}
          >
            <option value="documents">Documents (as shipped)</option>
            <option value="picker">Photo picker (take_over_get_content)</option>
          </select>
        </Field>
      )}
      <Field label="Activities that are left">
        <select
          value={device.keepsActivities ? 'kept' : 'destroyed'}
          onChange={({ target }) => order((tester) => tester.setKeepsActivities(target.value === 'kept'))}
        >
          <option value="kept">Kept</option>
          <option value="destroyed">Destroyed (Don’t keep activities)</option>
        </select>
      </Field>
    </>
  );
}
