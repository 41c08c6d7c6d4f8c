// Mirrors DocumentsUI's queries/SearchChipViewManager as it is drawn.
import { Icon, type IconName } from '../ui/Icon.tsx';
import { type Chip, orderedChips } from './chips.ts';
import { documentsText } from './strings.ts';

type ChipRowProps = Readonly<{ chips: readonly Chip[]; checked: readonly Chip[]; onToggle: (chip: Chip) => void }>;

const CHIP_ICONS: Readonly<Record<Chip, IconName>> = {
  ...{ images: 'image', audio: 'music', videos: 'movie', documents: 'document' },
  ...{ largeFiles: 'collections', thisWeek: 'schedule' },
};

/** Filters that can be combined; those that are on stand in front. */
export function ChipRow({ chips, checked, onToggle }: ChipRowProps) {
  return (
    <fieldset className="docs-chips" aria-label={documentsText('search_filters')}>
      {orderedChips(chips, checked).map((chip) => {
        const isOn = checked.includes(chip);
        return (
          <button
            key={chip}
            type="button"
            className="docs-chip state-layer"
            aria-pressed={isOn}
            data-chip={chip}
            onClick={() => onToggle(chip)}
          >
            <Icon name={isOn ? 'check' : CHIP_ICONS[chip]} size={18} />
            {documentsText(`chip_${chip}`)}
          </button>
        );
      })}
    </fieldset>
  );
}
