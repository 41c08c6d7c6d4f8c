// Mirrors DocumentsUI's res/layout: drawer_layout, directory_app_bar, item_doc_*, item_root, fragment_save, fragment_pick.
import { builtAs, type ViewRule, type ViewTemplate, type WindowTable } from '../viewTemplate.ts';
import { ALERT_RULES } from './alertDialog.ts';

const FRAME = 'android.widget.FrameLayout';
const LINEAR = 'android.widget.LinearLayout';
const TEXT_VIEW = 'android.widget.TextView';
const IMAGE_VIEW = 'android.widget.ImageView';
const CARD = 'androidx.cardview.widget.CardView';
const RECYCLER = 'androidx.recyclerview.widget.RecyclerView';

const DOCUMENTS_UI_NAME = builtAs('com.android.documentsui', 'com.google.android.documentsui');

const text = (at: string, id: string): ViewTemplate => ({ className: TEXT_VIEW, id, at, text: 'seen', children: [] });
const image = (at: string, id: string): ViewTemplate => ({ className: IMAGE_VIEW, id, at, children: [] });

const TITLE = text('.docs-item-name', 'android:id/title');
const CHECK = image('.docs-item-check', 'icon_check');

const LIST_ITEM: ViewRule = {
  match: '.docs-item[data-look="list"]',
  ...{ className: LINEAR, id: 'item_root', flags: { clickable: true, focusable: true, longClickable: true } },
  children: [
    {
      ...{ className: FRAME, id: 'android:id/icon', at: '.docs-item-icon' },
      children: [image('img', 'icon_thumb'), image('svg', 'icon_mime')],
    },
    {
      ...{ className: LINEAR, at: '.docs-item-words' },
      children: [TITLE, text('.docs-item-details', 'android:id/summary')],
    },
  ],
};

const GRID_ITEM: ViewRule = {
  match: '.docs-item[data-look="grid"]',
  ...{ className: FRAME, id: 'item_root', flags: { clickable: true, focusable: true, longClickable: true } },
  children: [
    {
      className: CARD,
      children: [
        {
          ...{ className: FRAME, id: 'thumbnail', at: '.docs-item-picture' },
          children: [image('img', 'icon_thumb'), image('svg', 'icon_mime_lg')],
        },
        {
          ...{ className: LINEAR, id: 'nameplate', at: '.docs-item-plate' },
          children: [image('.docs-item-icon', 'icon'), CHECK, TITLE, text('.docs-item-details', 'details')],
        },
      ],
    },
  ],
};

const PHOTO_ITEM: ViewRule = {
  match: '.docs-item[data-look="photo"]',
  ...{ className: LINEAR, id: 'item_root', description: 'name' },
  flags: { clickable: true, focusable: true, longClickable: true },
  children: [
    {
      ...{ className: FRAME, id: 'thumbnail', at: '.docs-item-picture' },
      children: [image('img', 'icon_thumb'), image('svg', 'icon_mime_lg')],
    },
    CHECK,
  ],
};

const FOLDER_ITEM: ViewRule = {
  match: '.docs-item[data-look="folder"]',
  ...{ className: FRAME, id: 'item_root', flags: { clickable: true, focusable: true, longClickable: true } },
  children: [{ className: CARD, children: [image('.docs-item-icon', 'icon_mime'), TITLE] }],
};

const ROOTS: readonly ViewRule[] = [
  { match: '.docs-drawer', className: LINEAR, id: 'drawer_roots' },
  { match: '.docs-drawer-title', className: TEXT_VIEW, text: 'seen', children: [] },
  {
    match: '.docs-roots',
    around: [{ className: FRAME, id: 'container_roots' }],
    ...{ className: 'android.widget.ListView', id: 'roots_list' },
  },
  {
    match: '.docs-root-button',
    className: LINEAR,
    children: [
      image('.docs-root-icon', 'android:id/icon'),
      text('.docs-root-title', 'android:id/title'),
      text('.docs-root-summary', 'android:id/summary'),
    ],
  },
  { match: '.docs-root-action', className: IMAGE_VIEW, id: 'action_icon', description: 'name', children: [] },
];

const BARS: readonly ViewRule[] = [
  { match: '.docs-toolbar', className: 'android.view.ViewGroup', id: 'toolbar' },
  { match: '.docs-title', className: TEXT_VIEW, text: 'seen', children: [] },
  {
    match: '.docs-search-button',
    ...{ className: 'android.widget.Button', id: 'option_menu_search', description: 'name', children: [] },
  },
  { match: '.docs-overflow-button', className: IMAGE_VIEW, description: 'name', children: [] },
  {
    match: '.docs-search-field',
    ...{ className: 'android.widget.EditText', id: 'search_src_text', text: 'seen', children: [] },
  },
  { match: '.docs-breadcrumbs', className: RECYCLER, id: 'horizontal_breadcrumb' },
  { match: '.docs-breadcrumbs li', className: LINEAR },
  {
    match: '.docs-crumb',
    ...{ className: TEXT_VIEW, id: 'breadcrumb_text', text: 'seen', children: [] },
  },
  {
    match: '.docs-chips',
    around: [{ className: 'android.widget.HorizontalScrollView', flags: { scrollable: true } }],
    ...{ className: LINEAR, id: 'search_chip_group', flags: { scrollable: false } },
  },
  {
    match: '.docs-chip',
    ...{
      className: 'android.widget.CompoundButton',
      text: 'seen',
      flags: { checkable: true, selected: false },
      children: [],
    },
  },
  { match: '.docs-header-row h2', className: TEXT_VIEW, id: 'header_title', text: 'seen', children: [] },
  {
    match: '.docs-view-button',
    ...{ className: 'android.widget.Button', id: 'sub_menu_grid', description: 'name', children: [] },
  },
];

const APPS_ROW: readonly ViewRule[] = [
  { match: '.docs-apps', className: 'android.widget.HorizontalScrollView', id: 'apps_row' },
  { match: '.docs-apps ul', className: LINEAR, id: 'apps_group' },
  {
    match: '.docs-app',
    className: LINEAR,
    children: [
      image('.docs-app-icon', 'app_icon'),
      text('.docs-app-title', 'android:id/title'),
      text('.docs-app-summary', 'android:id/summary'),
    ],
  },
];

const BOTTOM: readonly ViewRule[] = [
  { match: '.docs-bottom-bar', className: FRAME, id: 'container_save' },
  {
    match: '.docs-save-name',
    ...{ className: 'android.widget.EditText', id: 'android:id/title', text: 'seen', children: [] },
  },
  {
    match: '.docs-save-button, .docs-use-folder',
    ...{ className: 'android.widget.Button', id: 'android:id/button1', text: 'seen', children: [] },
  },
];

export const DOCUMENTS_UI: WindowTable = {
  hasIds: true,
  match: '.document-picker',
  packageName: DOCUMENTS_UI_NAME,
  rules: [
    {
      match: '.docs-window',
      around: [{ className: 'android.view.ViewGroup', id: 'coordinator_layout' }],
      ...{ className: 'androidx.drawerlayout.widget.DrawerLayout', id: 'drawer_layout' },
    },
    ...BARS,
    ...ROOTS,
    ...APPS_ROW,
    { match: '.docs-scroller', className: FRAME, id: 'container_directory', flags: { scrollable: false } },
    { match: '[role="grid"]', className: RECYCLER, id: 'dir_list', flags: { scrollable: true } },
    ...[LIST_ITEM, GRID_ITEM, PHOTO_ITEM, FOLDER_ITEM],
    { match: '.docs-empty p', className: TEXT_VIEW, id: 'android:id/message', text: 'seen', children: [] },
    { match: '.snackbar', className: TEXT_VIEW, id: 'snackbar_text', text: 'seen', children: [] },
    ...BOTTOM,
  ],
};

/** Its questions, and what stands for a provider's own page. */
export const DOCUMENTS_UI_ALERT: WindowTable = {
  hasIds: true,
  match: '.document-picker .alert-scrim, .alert-scrim:has(.docs-sign-in)',
  packageName: DOCUMENTS_UI_NAME,
  rules: ALERT_RULES,
};

/** A list in a window of its own; it gives its items no ids but the framework's. */
export const DOCUMENTS_UI_MENU: WindowTable = {
  hasIds: true,
  match: '.document-picker .docs-menu',
  packageName: DOCUMENTS_UI_NAME,
  rules: [{ match: '.docs-menu', className: 'android.widget.ListView' }],
};
