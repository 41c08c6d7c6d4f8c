import { type FormEvent, useState } from 'react';
import type {
  CloudMediaApi,
  CloudMediaItemRow,
  CloudMediaKind,
  CloudMediaState,
} from '../../contract/rpc/cloudMediaApi.ts';
import { CloudMediaFaults } from './CloudMediaFaults.tsx';
import { CloudNetworkFields } from './CloudNetworkFields.tsx';
import { collectionText, itemText, MEDIA_KINDS } from './cloudMediaWords.ts';
import { Field } from './Field.tsx';
import { useCloudMedia } from './useCloudMedia.ts';
import { useCloudMediaOrder } from './useCommands.ts';

type Order = (order: (api: CloudMediaApi) => Promise<unknown>) => void;
type PartProps = Readonly<{ state: CloudMediaState; order: Order }>;

/** Who provides cloud media to the photo picker: its accounts, its items, its network, and what goes wrong in it. */
export function CloudMediaPanel() {
  const { api, state, items } = useCloudMedia();
  const order = useCloudMediaOrder(api);
  return (
    <section className="card" aria-label="Cloud media">
      <header className="card-header">
        <h2>Cloud media</h2>
        <span className="pill" role="status">
          {state === null ? 'Looking…' : stateText(state)}
        </span>
      </header>
      {state !== null && (
        <>
          <Choices state={state} order={order} />
          <p className="muted">{collectionText(state)}</p>
          {state.sync.problem !== null && <p role="alert">{`The picker could not read on: ${state.sync.problem}`}</p>}
          {state.collection !== null && <Collection items={items} order={order} />}
          <section aria-label="Network of cloud media">
            <CloudNetworkFields network={state.network} onSet={(change) => order((set) => set.setCloudMedia(change))} />
          </section>
          <CloudMediaFaults state={state} onSet={(change) => order((set) => set.setCloudMedia(change))} />
        </>
      )}
    </section>
  );
}

function stateText({ active, sync, network }: CloudMediaState): string {
  if (active === null) return 'Not chosen';
  if (!network.online) return 'Offline';
  return sync.isRunning ? 'Being read' : 'Chosen';
}

function Choices({ state, order }: PartProps) {
  const { active, available, accounts } = state;
  return (
    <div className="fields">
      <Field label="Cloud media app">
        <select
          value={active?.authority ?? ''}
          onChange={({ target }) =>
            order((api) => api.setCloudMediaProvider(target.value === '' ? null : target.value))
          }
        >
          <option value="">None</option>
          {available.map(({ authority, label }) => (
            <option key={authority} value={authority}>
              {label}
            </option>
          ))}
        </select>
      </Field>
      <Field label="Account">
        <select
          value={accounts.find(({ isCurrent }) => isCurrent)?.name ?? ''}
          onChange={({ target }) => order((api) => api.setCloudMediaAccount(target.value === '' ? null : target.value))}
        >
          <option value="">Signed out</option>
          {accounts.map(({ name, items }) => (
            <option key={name} value={name}>
              {`${name} (${items})`}
            </option>
          ))}
        </select>
      </Field>
    </div>
  );
}

function Collection({ items, order }: Readonly<{ items: readonly CloudMediaItemRow[]; order: Order }>) {
  return (
    <section aria-label="Items">
      <h3>Items</h3>
      <AddItems order={order} />
      <ul className="cloud-faults">
        {items.map((item) => (
          <Item key={item.id} item={item} order={order} />
        ))}
      </ul>
      <div className="buttons">
        <button type="button" className="button" onClick={() => order((api) => api.newCloudMediaCollection())}>
          New collection id
        </button>
        <button type="button" className="button" onClick={() => order((api) => api.forgetCloudMediaDownloads())}>
          Forget downloads
        </button>
      </div>
    </section>
  );
}

function AddItems({ order }: Readonly<{ order: Order }>) {
  const [count, setCount] = useState('10');
  const [kind, setKind] = useState<CloudMediaKind>('photo');
  const wanted = Math.min(10_000, Math.floor(Number(count)));
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (wanted >= 1) order((api) => api.addCloudMedia({ count: wanted, kind }));
  };
  return (
    <form className="buttons cloud-account" onSubmit={add}>
      <Field label="How many">
        <input type="number" min="1" max="10000" value={count} onChange={({ target }) => setCount(target.value)} />
      </Field>
      <Field label="Kind">
        <select value={kind} onChange={({ target }) => setKind(target.value as CloudMediaKind)}>
          {Object.entries(MEDIA_KINDS).map(([key, words]) => (
            <option key={key} value={key}>
              {words}
            </option>
          ))}
        </select>
      </Field>
      <button type="submit" className="button">
        Add, taken now
      </button>
      <button
        type="button"
        className="button"
        onClick={() => {
          if (wanted >= 1) order((api) => api.backUpToCloudMedia(wanted));
        }}
      >
        Back up as many of the device
      </button>
    </form>
  );
}

function Item({ item, order }: Readonly<{ item: CloudMediaItemRow; order: Order }>) {
  const { id, isFavorite, isDownloaded, localId } = item;
  const marks = [
    isFavorite && 'favourite',
    isDownloaded && 'downloaded',
    localId !== null && `copy of ${localId}`,
  ].filter((mark) => mark !== false);
  return (
    <li data-item={id}>
      <span>
        <b>{id}</b>
        {` · ${[itemText(item), ...marks].join(' · ')}`}
      </span>
      {/* biome-ignore lint/a11y/useSemanticElements: buttons are no fields of a form. */}
      <div className="buttons" role="group" aria-label={id}>
        <button
          type="button"
          className="button"
          aria-pressed={isFavorite}
          onClick={() => order((api) => api.setCloudMediaFavorite([id], !isFavorite))}
        >
          Favourite
        </button>
        <button type="button" className="button" onClick={() => order((api) => api.removeCloudMedia([id]))}>
          Remove
        </button>
      </div>
    </li>
  );
}
