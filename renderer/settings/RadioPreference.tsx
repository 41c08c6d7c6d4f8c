// Mirrors com.android.settingslib.widget.SelectorWithWidgetPreference.
type RadioPreferenceProps = Readonly<{
  title: string;
  summary: string | null;
  isChecked: boolean;
  onChoose: () => void;
}>;

/** A line of which one is chosen. It stands in a radio group. */
export function RadioPreference({ title, summary, isChecked, onChoose }: RadioPreferenceProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: an input would choose at every press of an arrow key.
    <button
      type="button"
      role="radio"
      aria-checked={isChecked}
      className="settings-row state-layer"
      onClick={() => {
        if (!isChecked) onChoose();
      }}
    >
      <span className="settings-radio-circle" aria-hidden="true" />
      <span className="settings-row-text">
        <span>{title}</span>
        {summary !== null && <small>{summary}</small>}
      </span>
    </button>
  );
}
