// Views as any app has them: what no table of its own says otherwise.
import type { ViewRule } from '../viewTemplate.ts';

const WIDGET = 'android.widget';

/** Tried in order, after an app's own. */
export const PLATFORM_RULES: readonly ViewRule[] = [
  {
    match: 'input[type="checkbox"], [role="checkbox"]',
    className: `${WIDGET}.CheckBox`,
    text: 'seen',
    children: [],
  },
  { match: '[role="switch"]', className: `${WIDGET}.Switch`, text: 'seen', children: [] },
  { match: 'input[type="radio"], [role="radio"]', className: `${WIDGET}.RadioButton`, text: 'seen', children: [] },
  {
    match: 'input[type="password"]',
    className: `${WIDGET}.EditText`,
    text: 'seen',
    flags: { password: true },
    children: [],
  },
  { match: 'input, textarea', className: `${WIDGET}.EditText`, text: 'seen', description: 'none', children: [] },
  { match: 'select', className: `${WIDGET}.Spinner`, text: 'seen', children: [] },
  { match: '[role="progressbar"], progress', className: `${WIDGET}.ProgressBar`, description: 'name', children: [] },
  { match: '[role="slider"], input[type="range"]', className: `${WIDGET}.SeekBar`, description: 'name', children: [] },
  {
    match: '[role="tab"]',
    className: 'androidx.appcompat.app.ActionBar$Tab',
    description: 'seen',
    children: [{ className: `${WIDGET}.TextView`, text: 'seen', children: [] }],
  },
  {
    match: '[role="menuitem"], [role="menuitemradio"]',
    className: `${WIDGET}.TextView`,
    id: 'android:id/title',
    text: 'seen',
    children: [],
  },
  { match: 'button.icon-button', className: `${WIDGET}.ImageButton`, description: 'name', children: [] },
  { match: 'button', className: `${WIDGET}.Button`, text: 'seen', description: 'none', children: [] },
  { match: 'a[href]', className: `${WIDGET}.TextView`, text: 'seen', flags: { clickable: true }, children: [] },
  { match: 'img[alt]:not([alt=""])', className: `${WIDGET}.ImageView`, description: 'name', children: [] },
  { match: 'video', className: 'android.view.SurfaceView', children: [] },
  { match: '[role="grid"]', className: 'androidx.recyclerview.widget.RecyclerView' },
  { match: '[role="gridcell"]', className: `${WIDGET}.FrameLayout`, description: 'name' },
];
