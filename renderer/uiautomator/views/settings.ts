// Mirrors com.android.settings and androidx.preference's layouts.
import { sameName, type ViewRule, type WindowTable } from '../viewTemplate.ts';
import { ALERT_RULES } from './alertDialog.ts';
import { PERMISSION_PAGE, PERMISSION_PAGE_RULES } from './permissionController.ts';

const TEXT_VIEW = 'android.widget.TextView';

const PREFERENCE: ViewRule = {
  match: '.settings-row',
  className: 'android.widget.LinearLayout',
  flags: { checkable: false, checked: false },
  children: [
    { className: 'android.widget.ImageView', id: 'android:id/icon', at: ':scope > :is(svg, img)', children: [] },
    {
      className: TEXT_VIEW,
      ...{ id: 'android:id/title', at: '.settings-row-text > span', text: 'seen', children: [] },
    },
    {
      className: TEXT_VIEW,
      ...{ id: 'android:id/summary', at: '.settings-row-text > small', text: 'seen', children: [] },
    },
    {
      className: 'android.widget.Switch',
      ...{ id: 'android:id/switch_widget', at: '.settings-switch', hasStates: true, children: [] },
    },
  ],
};

const PAGE: readonly ViewRule[] = [
  { match: '.settings-up', className: 'android.widget.ImageButton', description: 'name', children: [] },
  {
    match: '.settings-page',
    around: [{ className: 'android.view.ViewGroup', id: 'content_parent' }],
    className: 'android.widget.FrameLayout',
  },
  { match: '.settings-title', className: TEXT_VIEW, text: 'seen', children: [] },
  { match: '.settings-list', className: 'androidx.recyclerview.widget.RecyclerView', id: 'recycler_view' },
  { match: '.settings-category > h2', className: TEXT_VIEW, id: 'android:id/title', text: 'seen', children: [] },
  PREFERENCE,
];

export const SETTINGS: WindowTable = {
  hasIds: true,
  match: '.settings-window',
  packageName: sameName('com.android.settings'),
  rules: PAGE,
};

/** App info leads to it; the window is PermissionController's. */
export const PERMISSION_SETTINGS: WindowTable = {
  ...PERMISSION_PAGE,
  match: '.settings-window:has(.settings-permission)',
  rules: [...PERMISSION_PAGE_RULES, ...PAGE],
};

export const SETTINGS_ALERT: WindowTable = {
  ...PERMISSION_PAGE,
  match: '.settings-window .alert-scrim',
  rules: ALERT_RULES,
};
