// The verdict of every row is what the real query answers, for every kind of caller; and it is told in words.
import { afterAll, describe, expect, test } from 'vitest';
import { permission } from '../../../contract/android/manifest.ts';
import type { InspectedCollection, Verdict } from '../../../contract/rpc/inspection.ts';
import type { MediaDatabase, SqlValue } from '../../../main/providers/media/db/mediaDatabase.ts';
import { explainRow, visibilityPlan, visibleCondition } from '../../../main/providers/media/visibility.ts';
import type { VisibilityColumns, VisibilityRequest } from '../../../main/providers/media/visibilityRow.ts';
import { fullName, idsOf, insertGrants, type ProbeCaller, type ProbeRow, probeDatabase } from './mediaProbe.ts';

const COLLECTIONS: readonly InspectedCollection[] = ['images', 'video', 'audio', 'downloads', 'files'];
const PATHS = {
  images: 'images/media',
  video: 'video/media',
  audio: 'audio/media',
  downloads: 'downloads',
  files: 'file',
};
const TYPES = [
  [0, 'image/jpeg'],
  [1, 'image/jpeg'],
  [2, 'audio/mpeg'],
  [3, 'video/mp4'],
  [4, 'audio/mpegurl'],
  [5, 'application/x-subrip'],
  [6, 'application/pdf'],
] as const;
const OWNERS = [null, 'com.app', 'com.other'];
const STATES: readonly Readonly<Record<string, SqlValue>>[] = [
  {},
  { is_pending: 1 },
  { is_pending: 1, _data: '/storage/emulated/0/x/.pending-1800000000-' },
  { is_trashed: 1, date_expires: 1_800_000_000 },
  { _modifier: 4 },
  { volume_name: 'abcd-1234' },
  { is_download: 1 },
  { is_ringtone: 1 },
];

function rows(): readonly ProbeRow[] {
  let _id = 0;
  return TYPES.flatMap(([media_type, mime_type]) =>
    OWNERS.flatMap((owner_package_name) =>
      STATES.map((state) => {
        _id++;
        const data = typeof state._data === 'string' ? { _data: `${state._data}${_id}` } : {};
        return { _id, media_type, mime_type, owner_package_name, ...state, ...data };
      }),
    ),
  );
}

const GRANTED: readonly (readonly string[])[] = [
  [],
  ['READ_MEDIA_IMAGES'],
  ['READ_MEDIA_VIDEO'],
  ['READ_MEDIA_AUDIO'],
  ['READ_MEDIA_IMAGES', 'READ_MEDIA_VIDEO', 'READ_MEDIA_AUDIO'],
  ['READ_MEDIA_VISUAL_USER_SELECTED'],
  ['READ_MEDIA_VISUAL_USER_SELECTED', 'READ_MEDIA_AUDIO'],
  ['READ_MEDIA_VISUAL_USER_SELECTED', 'READ_MEDIA_IMAGES'],
  ['READ_EXTERNAL_STORAGE'],
  ['READ_EXTERNAL_STORAGE', 'WRITE_EXTERNAL_STORAGE'],
  ['MANAGE_EXTERNAL_STORAGE'],
];

const database = probeDatabase(rows());
insertGrants(
  database,
  rows()
    .filter(({ _id }) => _id % 2 === 0)
    .map(({ _id }) => ({ package: 'com.app', file_id: _id, generation: 7 })),
);
afterAll(() => database[Symbol.dispose]());

function requestOf(caller: ProbeCaller, collection: InspectedCollection): VisibilityRequest {
  const { deviceSdk, targetSdk, legacyStorageAppOp = false } = caller;
  const granted = new Set((caller.granted ?? []).map(fullName));
  return {
    packageName: caller.package,
    userId: 0,
    caller: { deviceSdk, targetSdk, granted, legacyStorageAppOp },
    hasFullAccess: false,
    collection,
    mountedVolumes: ['external_primary'],
  };
}

function verdicts(from: MediaDatabase, request: VisibilityRequest): ReadonlyMap<number, Verdict> {
  const plan = visibilityPlan(request);
  const found = from.all<VisibilityColumns & Record<string, SqlValue>>(`SELECT *, ${plan.columns} FROM files`);
  return new Map(
    found.map((row) => [
      Number(row._id),
      explainRow({ request, parts: plan.parts(row), columns: row, hiddenBy: null }),
    ]),
  );
}

const OPENING = new Set(['PROVIDER', 'OWN_ROW', 'SELECTED', 'PERMISSION_HELD', 'PUBLIC_SOUND']);

describe.each([29, 30, 33, 34, 36])('API %i', (deviceSdk) => {
  describe.each([28, 30, 33, 34])('target %i', (targetSdk) => {
    test.each(GRANTED.map((granted) => [granted.join(' + ') || 'nothing', granted] as const))(
      '%s',
      (_name, granted) => {
        const caller: ProbeCaller = {
          package: 'com.app',
          deviceSdk,
          targetSdk,
          granted,
          legacyStorageAppOp: targetSdk < 29,
        };
        for (const collection of COLLECTIONS) {
          const request = requestOf(caller, collection);
          const told = verdicts(database, request);
          const visible = [...told].filter(([, verdict]) => verdict.visible).map(([id]) => id);
          const queried = idsOf(database, { caller, uri: `content://media/external/${PATHS[collection]}` });
          expect(visible).toEqual(queried);
          const hidden = `SELECT _id FROM files WHERE NOT ${visibleCondition(request)}`;
          expect(database.all(hidden)).toHaveLength(told.size - queried.length);
          // Every verdict has a reason, and no reason contradicts it.
          for (const { visible: isVisible, reasons } of told.values()) {
            expect(reasons.length).toBeGreaterThan(0);
            expect(reasons.every(({ code }) => OPENING.has(code) === isVisible)).toBe(true);
          }
        }
      },
    );
  });
});

describe('in words', () => {
  const told = (
    row: Readonly<Record<string, SqlValue>>,
    caller: Partial<ProbeCaller> = {},
    more: Readonly<{ collection?: InspectedCollection; selected?: boolean; hiddenBy?: string }> = {},
  ) => {
    using one = probeDatabase([{ _id: 1, owner_package_name: 'com.camera', ...row }]);
    if (more.selected === true) insertGrants(one, [{ package: 'com.app', file_id: 1, generation: 7 }]);
    const whole: ProbeCaller = { package: 'com.app', deviceSdk: 34, targetSdk: 34, granted: [], ...caller };
    const request = requestOf(whole, more.collection ?? 'images');
    const plan = visibilityPlan(request);
    const [found] = one.all<VisibilityColumns & Record<string, SqlValue>>(`SELECT *, ${plan.columns} FROM files`);
    if (found === undefined) throw new Error('The row is gone.');
    return explainRow({
      request,
      parts: plan.parts(found),
      columns: found,
      hiddenBy: more.hiddenBy ?? null,
    }).reasons.map(({ text }) => text);
  };
  const selectedOnly = { granted: [permission.READ_MEDIA_VISUAL_USER_SELECTED] };
  const notOwner = 'com.app does not own it: com.camera does.';

  test.each([
    ['own row', told({ owner_package_name: 'com.app' }), ['com.app added it and sees its own items.']],
    ['held', told({}, { granted: ['READ_MEDIA_IMAGES'] }), ['com.app holds READ_MEDIA_IMAGES, which opens it.']],
    ['selected', told({}, selectedOnly, { selected: true }), ['The user selected it for com.app (generation 7).']],
    [
      'ringtone',
      told({ media_type: 2, is_ringtone: 1 }, {}, { collection: 'audio' }),
      ['Every app sees ringtones, alarm sounds and notification sounds.'],
    ],
    ['missing', told({}), ['com.app does not hold READ_MEDIA_IMAGES, which would open it.', notOwner]],
    [
      'missing, for an old app',
      told({}, { targetSdk: 30, granted: ['READ_MEDIA_IMAGES'] }),
      [
        'com.app does not hold READ_EXTERNAL_STORAGE, which would open it.',
        'It holds READ_MEDIA_IMAGES, which opens nothing for an app that targets 30 on API 34.',
        notOwner,
      ],
    ],
    [
      'not selected',
      told({}, selectedOnly),
      [
        'It is not selected, and the user lets com.app see selected items only (READ_MEDIA_VISUAL_USER_SELECTED).',
        'com.app does not hold READ_MEDIA_IMAGES, which would open it.',
        notOwner,
      ],
    ],
    [
      'a selection that no longer counts',
      told({}, { granted: [...selectedOnly.granted, 'READ_MEDIA_VIDEO'] }, { selected: true }),
      [
        'com.app does not hold READ_MEDIA_IMAGES, which would open it.',
        'The user selected it once, but a selection counts only while READ_MEDIA_VISUAL_USER_SELECTED is held and neither photos nor videos are open as a whole.',
        notOwner,
      ],
    ],
    [
      'a document',
      told({ media_type: 6 }, { granted: ['READ_MEDIA_IMAGES'] }, { collection: 'files' }),
      [
        'No media permission opens it, only MANAGE_EXTERNAL_STORAGE (All files access), and com.app does not hold that.',
        notOwner,
      ],
    ],
    [
      'a document on Android 10',
      told({ media_type: 6, owner_package_name: null }, { deviceSdk: 29, targetSdk: 29 }, { collection: 'files' }),
      ['No permission opens it: only the app that added it sees it.', 'com.app does not own it: no app owns it.'],
    ],
    [
      'pending',
      told({ is_pending: 1 }, { granted: ['READ_MEDIA_IMAGES'] }),
      [
        'It is pending: com.camera has not published it yet. A query leaves it out unless it asks with QUERY_ARG_MATCH_PENDING.',
      ],
    ],
    [
      'trashed',
      told({ is_trashed: 1, date_expires: 1_800_000_000 }, { granted: ['READ_MEDIA_IMAGES'] }),
      ['It is in the trash until 2027-01-15: a query leaves it out unless it asks with QUERY_ARG_MATCH_TRASHED.'],
    ],
    [
      'on a volume that is away',
      told({ volume_name: 'abcd-1234' }, { granted: ['READ_MEDIA_IMAGES'] }),
      ['Its volume abcd-1234 is not mounted.'],
    ],
    [
      'another collection',
      told({ media_type: 3, mime_type: 'video/mp4' }),
      ['It is a video (media_type 3), and images lists images (1) only.'],
    ],
    [
      'hidden',
      told({ media_type: 0 }, {}, { hiddenBy: '/storage/emulated/0/x holds .nomedia.' }),
      ['/storage/emulated/0/x holds .nomedia. So it is no media to the provider (media_type 0).'],
    ],
  ])('%s', (_name, texts, expected) => {
    expect(texts).toEqual(expected);
  });
});
