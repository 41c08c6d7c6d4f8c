import { AppIcon } from '../ui/AppIcon.tsx';

/** Whose page this is. */
export function AppHeader({ packageName, label }: Readonly<{ packageName: string; label: string }>) {
  return (
    <div className="settings-app-header">
      <AppIcon packageName={packageName} size={56} />
      <p>{label}</p>
    </div>
  );
}
