import type { PhotoAccess } from '../../../sdk/photoAccess.ts';
import type { Access } from './useAccess.ts';

const LEVELS: Readonly<Record<PhotoAccess, { title: string; detail: string }>> = {
  full: { title: 'Full access', detail: 'This app may read every photo and video.' },
  partial: { title: 'Partial access', detail: 'This app may read the photos and videos you selected.' },
  denied: { title: 'No access', detail: 'This app may read only what it created itself.' },
};

/** What the app may see, why, and the button that asks for more. */
export function AccessCard({ access }: Readonly<{ access: Access }>) {
  const { level, permissions } = access;
  return (
    <section className="gallery-access" data-access={level ?? ''} aria-label="Access">
      {level !== null && (
        <>
          <h2>{LEVELS[level].title}</h2>
          <p>{LEVELS[level].detail}</p>
        </>
      )}
      <ul className="gallery-permissions">
        {permissions.map(({ name, isGranted, showsRationale }) => (
          <li key={name} data-permission={name} data-granted={isGranted}>
            <span>
              {name.replace('android.permission.', '')}
              {showsRationale && <small title="shouldShowRequestPermissionRationale">{' · rationale'}</small>}
            </span>
            <b>{isGranted ? 'granted' : 'denied'}</b>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="button"
        data-kind={level === 'full' ? 'tonal' : 'filled'}
        onClick={access.request}
      >
        {level === 'partial' ? 'Select more' : 'Allow access to photos'}
      </button>
    </section>
  );
}
