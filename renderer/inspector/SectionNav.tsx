import { useEffect, useState } from 'react';

/** The tabs of the panel. */
export const VIEWS = ['Device', 'Library', 'Documents', 'Changes', 'Scenarios'] as const;

export type View = (typeof VIEWS)[number];

/** Where in the panel a thing is found. */
type Section = Readonly<{ name: string; view: View; selector: string }>;

const SECTIONS: readonly Section[] = [
  { name: 'Volumes', view: 'Device', selector: '[aria-label="Volumes"]' },
  { name: 'Device', view: 'Device', selector: '[aria-label="Device controls"]' },
  { name: 'Screen', view: 'Device', selector: '[aria-label="Screen"]' },
  { name: 'Clock', view: 'Device', selector: '[aria-label="Clock controls"]' },
  { name: 'Apps', view: 'Device', selector: '[aria-label="Apps"]' },
  { name: 'Permissions', view: 'Device', selector: '.photo-access' },
  { name: 'Cloud', view: 'Documents', selector: '[aria-label*="cloud" i]' },
  { name: 'Log', view: 'Device', selector: '[aria-label="Log"]' },
];

type SectionNavProps = Readonly<{ view: View; onView: (view: View) => void }>;

/** Leads to a section of the panel, on whichever tab it is. */
export function SectionNav({ view, onView }: SectionNavProps) {
  const [wanted, setWanted] = useState<Section | null>(null);
  useEffect(() => {
    if (wanted === null || wanted.view !== view) return;
    const section = document.querySelector<HTMLElement>(`.inspector ${wanted.selector}`);
    setWanted(null);
    if (section === null) return;
    section.tabIndex = -1;
    section.focus({ preventScroll: true });
    section.scrollIntoView({ block: 'start' });
  }, [wanted, view]);
  return (
    <nav className="inspector-sections" aria-label="Sections">
      {SECTIONS.map((section) => (
        <button
          key={section.name}
          type="button"
          className="state-layer"
          onClick={() => {
            onView(section.view);
            setWanted(section);
          }}
        >
          {section.name}
        </button>
      ))}
    </nav>
  );
}
