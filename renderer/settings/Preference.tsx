// Mirrors androidx.preference: the lines of a page.
import type { ReactNode } from 'react';

type CategoryProps = Readonly<{ title: string; children: ReactNode }>;

/** Lines that belong together, under a title of their own. */
export function PreferenceCategory({ title, children }: CategoryProps) {
  return (
    <section className="settings-category" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

type PreferenceProps = Readonly<{ title: string; summary?: string; icon?: ReactNode; onClick: () => void }>;

/** A line that leads to another page. */
export function Preference({ title, summary, icon, onClick }: PreferenceProps) {
  return (
    <li>
      <button type="button" className="settings-row state-layer" onClick={onClick}>
        {icon}
        <RowText title={title} summary={summary} />
      </button>
    </li>
  );
}

type SwitchPreferenceProps = Readonly<{
  title: string;
  summary?: string;
  icon?: ReactNode;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}>;

/** A line that is on or off. */
export function SwitchPreference({ title, summary, icon, isOn, onChange }: SwitchPreferenceProps) {
  return (
    <li>
      <button
        type="button"
        role="switch"
        aria-checked={isOn}
        className="settings-row state-layer"
        onClick={() => onChange(!isOn)}
      >
        {icon}
        <RowText title={title} summary={summary} />
        <span className="settings-switch" aria-hidden="true" />
      </button>
    </li>
  );
}

function RowText({ title, summary }: Readonly<{ title: string; summary: string | undefined }>) {
  return (
    <span className="settings-row-text">
      <span>{title}</span>
      {summary !== undefined && <small>{summary}</small>}
    </span>
  );
}
