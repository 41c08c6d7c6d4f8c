// Mirrors com.android.commands.sm.Sm.
import type { VolumeState } from '../../../contract/rpc/deviceApi.ts';
import type { Command } from '../command.ts';
import type { DeviceServices } from './deviceServices.ts';

const USAGE = `usage: sm list-volumes [public|private|emulated|stub|all]
       sm has-adoptable
       sm get-primary-storage-uuid
       sm mount VOLUME
       sm unmount VOLUME
`;

type StorageVolume = Readonly<{ vold: string; state: string; fsUuid: string | null; id: string | null }>;

/** Volumes as vold names them: the emulated one, each that can be taken out, and the private one behind the first. */
export function storageVolumes(volumes: readonly VolumeState[]): readonly StorageVolume[] {
  let cards = 0;
  let disks = 0;
  const named = volumes.map(({ id, kind, state }): StorageVolume => {
    const mounted = state === 'unmounted' || state === 'ejected' || state === 'removed' ? state : 'mounted';
    if (kind === 'primary') return { vold: 'emulated;0', state: mounted, fsUuid: null, id };
    const vold = kind === 'sd' ? `public:179,${1 + 32 * cards++}` : `public:8,${1 + 16 * disks++}`;
    return { vold, state: mounted, fsUuid: id, id };
  });
  // What is taken out is in no slot.
  const there = named.filter(({ state }) => state === 'mounted' || state === 'unmounted');
  return [...there, { vold: 'private', state: 'mounted', fsUuid: null, id: null }];
}

export const sm: Command<DeviceServices> = async ([name, argument], io, services) => {
  const volumes = storageVolumes(services.volumes.list());
  switch (name) {
    case 'list-volumes': {
      const listed = volumes.filter(
        ({ vold }) => argument === undefined || argument === 'all' || vold.startsWith(argument),
      );
      await io.print(listed.map(({ vold, state, fsUuid }) => `${vold} ${state} ${fsUuid}\n`).join(''));
      return 0;
    }
    case 'has-adoptable':
      await io.print('false\n');
      return 0;
    case 'get-primary-storage-uuid':
      await io.print('null\n');
      return 0;
    case 'mount':
    case 'unmount': {
      const volume = volumes.find(({ vold }) => vold === argument);
      if (volume?.id === undefined || volume.id === null) break;
      try {
        await (name === 'mount' ? services.mount(volume.id) : services.unmount(volume.id, 'unmounted'));
        return 0;
      } catch (error) {
        await io.error(`Error: ${error instanceof Error ? error.message : String(error)}\n`);
        return 1;
      }
    }
  }
  await io.error(USAGE);
  return 1;
};
