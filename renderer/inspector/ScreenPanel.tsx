import { type FormEvent, useState } from 'react';
import { canFold, DEVICE_PROFILES, isProfile } from '../ui/deviceProfiles.ts';
import { LANGUAGES, type Language } from '../ui/pseudoLocale.ts';
import { FONT_SCALES, type Theme, useScreenSettings } from '../ui/screenSettings.ts';
import { Field } from './Field.tsx';

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  'en-US': 'English',
  'en-XA': 'Pseudo: accented, longer (en-XA)',
  'ar-XB': 'Pseudo: right to left (ar-XB)',
};

/** The device's screen: which one, how it is held, and how it is read. None of it changes what is allowed. */
export function ScreenPanel() {
  return (
    <section className="card" id="section-screen" aria-label="Screen">
      <h2>Screen</h2>
      <div className="fields">
        <ProfileField />
        <SizeFields />
      </div>
      <PostureButtons />
      <div className="fields">
        <LookFields />
      </div>
    </section>
  );
}

function ProfileField() {
  const { posture, setProfile } = useScreenSettings();
  return (
    <Field label="Device profile">
      <select
        value={posture.profile}
        onChange={({ target }) => {
          if (isProfile(target.value)) setProfile(target.value);
        }}
      >
        {Object.entries(DEVICE_PROFILES).map(([id, { label }]) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
        <option value="free">Any size</option>
      </select>
    </Field>
  );
}

/** Written, and taken over by Enter or by leaving: half a number is no size. */
function SizeFields() {
  const { display, resize } = useScreenSettings();
  // Only what is being written: the other field always says what the screen has now, and that is what is taken over.
  const [written, setWritten] = useState<Readonly<{ width?: string; height?: string }>>({});
  const take = () => {
    const asked = { width: Number(written.width || display.width), height: Number(written.height || display.height) };
    if (asked.width !== display.width || asked.height !== display.height) resize(asked);
    setWritten({});
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    take();
  };
  return (
    <form className="screen-size" aria-label="Size of the screen, dp" onSubmit={onSubmit} onBlur={take}>
      <Field label="Width, dp">
        <input
          type="number"
          value={written.width ?? display.width}
          onChange={({ target }) => setWritten((before) => ({ ...before, width: target.value }))}
        />
      </Field>
      <Field label="Height, dp">
        <input
          type="number"
          value={written.height ?? display.height}
          onChange={({ target }) => setWritten((before) => ({ ...before, height: target.value }))}
        />
      </Field>
      <input type="submit" hidden />
    </form>
  );
}

function PostureButtons() {
  const { posture, display, rotate, setFolded } = useScreenSettings();
  return (
    <div className="buttons">
      <button type="button" className="button" aria-pressed={display.width > display.height} onClick={rotate}>
        Rotate
      </button>
      {canFold(posture) && (
        <label className="journal-option">
          <input type="checkbox" checked={posture.isFolded} onChange={({ target }) => setFolded(target.checked)} />
          Folded
        </label>
      )}
    </div>
  );
}

function LookFields() {
  const { theme, fontScale, isRtl, language, ...set } = useScreenSettings();
  return (
    <>
      <Field label="Theme">
        <select value={theme} onChange={({ target }) => set.setTheme(target.value as Theme)}>
          <option value="system">System</option>
          <option value="light">Light</option>
          <option value="dark">Dark</option>
        </select>
      </Field>
      <Field label="Font size">
        <select value={fontScale} onChange={({ target }) => set.setFontScale(Number(target.value))}>
          {FONT_SCALES.map((scale) => (
            <option key={scale} value={scale}>{`${Math.round(scale * 100)} %`}</option>
          ))}
        </select>
      </Field>
      <Field label="Layout direction">
        <select value={isRtl ? 'rtl' : 'ltr'} onChange={({ target }) => set.setRtl(target.value === 'rtl')}>
          <option value="ltr">By locale</option>
          <option value="rtl">Right to left</option>
        </select>
      </Field>
      <Field label="Language">
        <select
          value={language}
          onChange={({ target }) => set.setLanguage(LANGUAGES.find((known) => known === target.value) ?? 'en-US')}
        >
          {LANGUAGES.map((known) => (
            <option key={known} value={known}>
              {LANGUAGE_NAMES[known]}
            </option>
          ))}
        </select>
      </Field>
    </>
  );
}
