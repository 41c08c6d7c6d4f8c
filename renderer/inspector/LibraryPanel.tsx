import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { DeviceState } from '../../contract/rpc/deviceApi.ts';
import type { InspectedCollection, MediaCounts, Viewpoint } from '../../contract/rpc/inspection.ts';
import { Field } from './Field.tsx';
import { LibraryList } from './LibraryList.tsx';
import { RowDetail } from './RowDetail.tsx';
import { type LibraryQuery, useLibraryCounts, useSettled } from './useLibrary.ts';

const COLLECTIONS: Readonly<Record<InspectedCollection, string>> = {
  images: 'Images',
  video: 'Video',
  audio: 'Audio',
  downloads: 'Downloads',
  files: 'Files',
};

/** Container width from which the list and one row stand side by side, CSS px. */
const WIDE = 900;

/** The library as the provider holds it, beside what one app sees of it. */
export function LibraryPanel({ device }: Readonly<{ device: DeviceState }>) {
  const { chosen, setApp, setCollection } = useViewpoint(device);
  const { packageName, collection } = chosen;
  const [search, setSearch] = useState('');
  const [hiddenOnly, setHiddenOnly] = useState(false);
  const [openId, setOpenId] = useState<number | null>(null);
  const settled = useSettled(search);
  const query: LibraryQuery = useMemo(
    () => ({ packageName, collection, search: settled.trim(), hiddenOnly }),
    [packageName, collection, settled, hiddenOnly],
  );
  const label = device.packages.find(({ manifest }) => manifest.packageName === packageName)?.manifest.label ?? null;
  return (
    <section className="card library" aria-label="Library">
      <header className="card-header">
        <h2>Library</h2>
        <Counts viewpoint={chosen} label={label} />
      </header>
      <div className="library-controls">
        <Field label="As seen by">
          <select value={packageName ?? ''} onChange={({ target }) => setApp(target.value)}>
            <option value="">The provider itself</option>
            {device.packages.map(({ manifest }) => (
              <option key={manifest.packageName} value={manifest.packageName}>
                {`${manifest.label} (${manifest.packageName})`}
              </option>
            ))}
          </select>
        </Field>
        <Field label="Collection">
          <select value={collection} onChange={({ target }) => setCollection(target.value as InspectedCollection)}>
            {Object.entries(COLLECTIONS).map(([name, title]) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </Field>
        <Field label="Name">
          <input
            type="search"
            placeholder="Search every row"
            value={search}
            onChange={({ target }) => setSearch(target.value)}
          />
        </Field>
        <label className="journal-option library-hidden-only">
          <input type="checkbox" checked={hiddenOnly} onChange={({ target }) => setHiddenOnly(target.checked)} />
          Hidden only
        </label>
      </div>
      <Body query={query} openId={openId} onOpen={setOpenId} />
    </section>
  );
}

type BodyProps = Readonly<{ query: LibraryQuery; openId: number | null; onOpen: (id: number | null) => void }>;

/** The list, and one row of it: beside it where there is room, over it where there is not. */
function Body({ query, openId, onOpen }: BodyProps) {
  const body = useRef<HTMLDivElement>(null);
  const isWide = useIsWide(body);
  const isOpen = openId !== null;
  const isCovered = isOpen && !isWide;
  const key = JSON.stringify(query);
  const wasOpen = useRef(isOpen);
  useLayoutEffect(() => {
    // The row that was read had the focus, and is gone.
    const isFree = document.activeElement === document.body;
    if (wasOpen.current && !isOpen && isFree) {
      body.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus();
    }
    wasOpen.current = isOpen;
  }, [isOpen]);
  return (
    <div ref={body} className="library-body" data-split={isOpen && isWide}>
      <div className="library-list-place" inert={isCovered}>
        <LibraryList key={key} query={query} openId={openId} onOpen={onOpen} />
      </div>
      {openId !== null && <RowDetail key={openId} id={openId} viewpoint={query} onClose={() => onOpen(null)} />}
    </div>
  );
}

/** The app in front is whose view a tester wants to see; any other stays chosen while it is installed. */
function useViewpoint({ packages }: DeviceState) {
  const [app, setApp] = useState<string | null>(null);
  const [collection, setCollection] = useState<InspectedCollection>('images');
  const first = packages.find(({ process }) => process === 'FOREGROUND') ?? packages[0];
  const isThere = app === '' || packages.some(({ manifest }) => manifest.packageName === app);
  const name = app !== null && isThere ? app : (first?.manifest.packageName ?? '');
  const chosen: Viewpoint = { packageName: name === '' ? null : name, collection };
  // Whichever app was shown first stays shown when another comes to the front. While it is drawn: one that somebody
  // chooses right then must not be taken back.
  if (app !== name) setApp(name);
  return { chosen, setApp, setCollection };
}

function Counts({ viewpoint, label }: Readonly<{ viewpoint: Viewpoint; label: string | null }>) {
  const { answer: counts, problem } = useLibraryCounts(viewpoint);
  if (problem !== null) return <p className="card-problem">{problem}</p>;
  if (counts === null) return null;
  const title = COLLECTIONS[viewpoint.collection];
  return (
    <p className="muted library-counts">
      <bdi>
        {`${title}: ${many(counts.held, counts)} held, ${many(counts.visible, counts)} visible to `}
        <bdi>{label ?? 'the provider'}</bdi>
      </bdi>
    </p>
  );
}

function many(count: number, { limit }: MediaCounts): string {
  return count > limit ? `${limit.toLocaleString()}+` : count.toLocaleString();
}

function useIsWide(element: React.RefObject<HTMLElement | null>): boolean {
  const [isWide, setIsWide] = useState(false);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(([entry]) => setIsWide((entry?.contentRect.width ?? 0) >= WIDE));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return isWide;
}
