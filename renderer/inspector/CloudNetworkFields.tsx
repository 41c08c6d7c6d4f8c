import type { ReactNode } from 'react';
import type { CloudState } from '../../contract/rpc/documentsApi.ts';
import { Field } from './Field.tsx';
import { NumberField } from './NumberField.tsx';
import { PROFILES, speedText } from './providerWords.ts';

type Network = Pick<CloudState, 'profile' | 'latencyMillis' | 'bytesPerSecond' | 'online'>;

type CloudNetworkFieldsProps = Readonly<{
  network: Network;
  onSet: (change: Partial<Network>) => void;
  /** Beside the profile. */
  children?: ReactNode;
}>;

/** The way to a cloud: how slow it is, and whether there is one. */
export function CloudNetworkFields({ network, onSet, children }: CloudNetworkFieldsProps) {
  const profiles = Object.entries(PROFILES) as readonly (readonly [Network['profile'], string])[];
  return (
    <>
      <div className="fields">
        <Field label="Network">
          <select
            value={network.profile}
            onChange={({ target }) => {
              const chosen = profiles.find(([profile]) => profile === target.value);
              if (chosen !== undefined) onSet({ profile: chosen[0] });
            }}
          >
            {profiles.map(([profile, words]) => (
              <option key={profile} value={profile}>
                {words}
              </option>
            ))}
          </select>
        </Field>
        {children}
        <NumberField
          label="Latency, ms"
          value={network.latencyMillis}
          min={0}
          onSet={(latencyMillis) => onSet({ latencyMillis })}
        />
        <NumberField
          label="Bytes per second; empty for no limit"
          value={network.bytesPerSecond}
          min={1}
          onSet={(bytesPerSecond) => onSet({ bytesPerSecond })}
          onEmpty={() => onSet({ bytesPerSecond: null })}
        />
      </div>
      <p className="muted">{speedText(network)}</p>
      <label className="journal-option">
        <input
          type="checkbox"
          checked={!network.online}
          onChange={({ target }) => onSet({ online: !target.checked })}
        />
        Offline
      </label>
    </>
  );
}
