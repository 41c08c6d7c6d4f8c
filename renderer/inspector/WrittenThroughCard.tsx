import type { VolumeState } from '../../contract/rpc/deviceApi.ts';
import { Icon } from '../ui/Icon.tsx';

/** In place of a volume's changes, where the folder has them already. */
export function WrittenThroughCard({ volume }: Readonly<{ volume: VolumeState }>) {
  return (
    <section className="card changes" aria-label={`Changes on ${volume.volumeName}`}>
      <h2>{`Changes on ${volume.description}`}</h2>
      <p className="folder-path" title={volume.folder}>
        <Icon name="folder" size={18} /> <bdi>{volume.folder}</bdi>
      </p>
      <p>
        This volume is written through: what apps change is in the folder at once. There is no layer above it, so there
        is nothing to export, drop or apply, and a snapshot does not have it.
      </p>
    </section>
  );
}
