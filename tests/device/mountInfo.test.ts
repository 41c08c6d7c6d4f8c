// One folder under two paths, without any link: Linux tells by its mounts.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { isMountedInside, mountPointsIn } from '../../main/device/mountInfo.ts';
import { overlapProblem } from '../../main/device/mountRules.ts';
import { whyNoDisk } from '../support/smallDisk.ts';

const MOUNTS = `
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
23 22 0:21 / /proc rw - proc proc rw
30 22 8:1 / /home rw - ext4 /dev/sda1 rw
31 22 8:1 /ada/photos /srv/photos rw master:2 - ext4 /dev/sda1 rw
32 22 8:1 /ada /srv/my\\040ada rw - ext4 /dev/sda1 rw
33 30 8:17 / /home/ada/photos/stick rw - vfat /dev/sdb1 rw
34 22 8:17 /DCIM /media/dcim rw - vfat /dev/sdb1 rw
35 22 0:40 / /mnt/a/b rw - tmpfs tmpfs rw
36 22 8:1 /ada /mnt/a rw - ext4 /dev/sda1 rw
37 22 8:1 /bob /mnt/two rw - ext4 /dev/sda1 rw
38 37 8:1 /ada /mnt/two rw - ext4 /dev/sda1 rw
29 36 8:33 / /mnt/a/moved rw - ext4 /dev/sdc1 rw
39 22 0:30 /@home /btrfs/home rw - btrfs /dev/sdd1 rw,subvol=/@home
40 22 0:30 /@home/ada /btrfs/ada rw - btrfs /dev/sdd1 rw,subvol=/@home
`;

describe('whether a directory is mounted inside of another', () => {
  test.each([
    ['a part of a folder', '/srv/photos', '/home/ada', true],
    ['a folder above, which is not inside', '/home/ada', '/srv/photos', false],
    ['a name with a space', '/home/ada/x', '/srv/my ada', true],
    ['below a part', '/srv/photos/2020', '/home/ada/photos', true],
    ['beside it', '/srv/photos', '/home/ada/phot', false],
    ['another disk with the same directory', '/ada/photos', '/home/ada', false],
    ['a part of a disk that is mounted in the folder', '/media/dcim', '/home/ada/photos', true],
    ['a folder in which a part of the other is mounted', '/media', '/home/ada/photos', true],
    ['what a later mount above hides', '/mnt/a/b/photos', '/home/ada/b', true],
    ['the upper of two mounts at one place', '/mnt/two/photos', '/home/ada', true],
    ['not the lower of them', '/mnt/two/photos', '/home/bob', false],
    ['a mount that is older than the one it was moved into', '/mnt/a/moved/x', '/home/ada/moved', false],
    ['one of two volumes of a pool', '/btrfs/ada', '/btrfs/home', true],
    ['the root', '/srv', '/', true],
  ])('%s', (_, path, folder, expected) => {
    expect(isMountedInside(MOUNTS, path, folder)).toBe(expected);
  });

  test('nobody can say where nothing tells', () => {
    expect(isMountedInside('', '/home/ada/photos', '/home/ada')).toBe(false);
    expect(isMountedInside('nothing of use\n', '/home/ada/photos', '/home/ada')).toBe(false);
  });
});

test.each([
  ['/home/ada', ['photos/stick']],
  ['/home/ada/photos/stick', []],
  ['/mnt', ['a', 'two', 'a/moved']],
  ['/srv', ['photos', 'my ada']],
])('what is mounted in %s, and not hidden by another', (folder, expected) => {
  expect(mountPointsIn(MOUNTS, folder)).toEqual(expected);
});

const noMounts = whyNoDisk();
if (noMounts !== null) console.warn(`Bind mounts are not tried: ${noMounts}`);

describe.skipIf(noMounts !== null)('by a bind mount', () => {
  test.each([
    ['a part of a mounted folder', 'photos/DCIM', '', 'bound', 'bound lies in photos, which is mounted as Built in'],
    ['a folder above it', '', '', 'bound', 'photos, which is mounted as Built in, lies in bound;'],
    ['one that holds a part of it', 'photos/DCIM', 'bound/inner', 'bound', 'bound lies in photos, which is mounted as'],
    ['the folder itself', 'photos', '', 'bound', 'bound is mounted already, as Built in'],
    ['a part of the home', 'home/volumes', '', 'bound', "bound lies in the device's home home"],
    ['a folder beside it', 'beside', '', 'bound', null],
  ])('%s', (_, source, inner, folder, words) => {
    const root = mkdtempSync(join(tmpdir(), 'scopebox-bind-'));
    // The folders go only when nothing is mounted in them any more.
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    const at = (path: string) => join(root, 'all', path);
    for (const path of ['photos/DCIM', 'home/volumes', 'beside']) mkdirSync(at(path), { recursive: true });
    mkdirSync(join(root, inner === '' ? folder : inner), { recursive: true });
    const target = join(root, inner === '' ? folder : inner);
    execFileSync('mount', ['--bind', at(source), target], { stdio: 'pipe' });
    let problem: string | null;
    try {
      const others = [{ folder: at('photos'), description: 'Built in' }];
      problem = overlapProblem(join(root, folder), at('home'), others);
    } finally {
      execFileSync('umount', [target], { stdio: 'pipe' });
    }
    if (source === '') expect(problem).toContain(`${at('home')} lies in ${join(root, folder)}`);
    else if (words === null) expect(problem).toBe(null);
    else expect(problem?.replaceAll(`${root}/all/`, '').replaceAll(`${root}/`, '')).toContain(words);
  });
});
