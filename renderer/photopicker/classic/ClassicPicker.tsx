// Mirrors activity_photo_picker.xml.
import { Snackbar } from '../../ui/Snackbar.tsx';
import { text } from '../../ui/strings.ts';
import { Pages } from '../Pages.tsx';
import type { SkinProps } from '../usePicker.ts';
import { BottomBar } from './BottomBar.tsx';
import { Toolbar } from './Toolbar.tsx';

/** What is in the sheet of the XML picker. */
export function ClassicPicker({ picker, titleId, menu, profile }: SkinProps) {
  const { purpose } = picker;
  return (
    <>
      <h1 id={titleId} className="picker-header" data-purpose={purpose} data-drag>
        {text(purpose === 'userSelect' ? 'picker.permissionMode' : 'picker.privacy')}
      </h1>
      <Toolbar picker={picker} menu={menu} />
      <Pages picker={picker} banner={null} />
      {profile}
      <Snackbar message={picker.refusal} onGone={picker.clearRefusal} />
      <BottomBar picker={picker} />
    </>
  );
}
