// Mirrors MediaProvider's res/layout: activity_photo_picker, fragment_picker_tab, item_*, fragment_preview, item_banner.

import { builtAs, type ViewRule, type ViewTemplate, type WindowTable } from '../viewTemplate.ts';
import { ALERT_RULES } from './alertDialog.ts';

const FRAME = 'android.widget.FrameLayout';
const LINEAR = 'android.widget.LinearLayout';
const TEXT_VIEW = 'android.widget.TextView';
const IMAGE_VIEW = 'android.widget.ImageView';
const BUTTON = 'android.widget.Button';
/** What MaterialCardView calls itself to accessibility services. */
const CARD = 'androidx.cardview.widget.CardView';
const RECYCLER = 'androidx.recyclerview.widget.RecyclerView';

export const MEDIA_PROVIDER_NAME = builtAs(
  'com.android.providers.media.module',
  'com.google.android.providers.media.module',
);

const label = (match: string, id?: string): ViewRule => ({
  ...{ match, className: TEXT_VIEW, text: 'seen', children: [] },
  ...(id !== undefined && { id }),
});

const button = (match: string, id: string): ViewRule => ({
  ...{ match, id, className: BUTTON, text: 'seen', children: [] },
});

/** item_photo_grid: the cell itself takes the taps and has the description. */
const PHOTO_CELL: ViewRule = {
  match: '.photo-cell',
  ...{ className: FRAME, description: 'name', flags: { clickable: true, focusable: true, longClickable: true } },
  children: [
    {
      className: CARD,
      children: [
        {
          className: FRAME,
          children: [
            { className: IMAGE_VIEW, id: 'icon_thumbnail', children: [] },
            { className: FRAME, id: 'overlay_gradient', at: '.photo-cell-badge', children: [] },
            { className: IMAGE_VIEW, id: 'icon_gif', at: '[data-badge="gif"]', children: [] },
            { className: IMAGE_VIEW, id: 'icon_motion_photo', at: '[data-badge="motionPhoto"]', children: [] },
            {
              ...{ className: LINEAR, id: 'video_container', at: '[data-badge="video"]' },
              children: [
                { className: TEXT_VIEW, id: 'video_duration', text: 'seen', children: [] },
                { className: IMAGE_VIEW, id: 'icon_video', at: 'svg', children: [] },
              ],
            },
          ],
        },
      ],
    },
    { className: IMAGE_VIEW, id: 'icon_check', at: '.photo-cell-check:not([data-order])', children: [] },
    {
      className: TEXT_VIEW,
      id: 'selected_order',
      at: '.photo-cell-check[data-order]',
      text: '@data-order',
      children: [],
    },
  ],
};

const ALBUM: ViewRule = {
  match: '.album',
  ...{ className: LINEAR, flags: { clickable: true, focusable: true } },
  children: [
    {
      ...{ className: CARD, at: '.album-cover' },
      children: [{ className: IMAGE_VIEW, id: 'icon_thumbnail', children: [] }],
    },
    { className: TEXT_VIEW, id: 'album_name', at: '.album-name', text: 'seen', children: [] },
    { className: TEXT_VIEW, id: 'item_count', at: '.album-count', text: 'seen', children: [] },
  ],
};

const IN_FRAGMENT: readonly ViewTemplate[] = [{ className: FRAME, id: 'fragment_container' }];
const IN_TAB: readonly ViewTemplate[] = [
  ...IN_FRAGMENT,
  { className: 'androidx.viewpager.widget.ViewPager', id: 'picker_tab_viewpager' },
];

const BANNER: readonly ViewRule[] = [
  { match: '.picker-banner', className: CARD, id: 'item_banner' },
  label('.picker-banner-title', 'banner_primary_text'),
  label('.picker-banner-text', 'banner_secondary_text'),
  button('.picker-banner [data-id="dismiss"]', 'dismiss_button'),
  button('.picker-banner [data-id="choose_app"]', 'choose_app_button'),
  button('.picker-banner [data-id="choose_account"]', 'choose_account_button'),
];

/** The XML picker: T-legacy, U-legacy, U-managed. */
export const CLASSIC_PICKER: WindowTable = {
  hasIds: true,
  match: '.picker:not([data-ui="modern"])',
  packageName: MEDIA_PROVIDER_NAME,
  rules: [
    { match: '.sheet', className: LINEAR, id: 'bottom_sheet' },
    { match: '.sheet-drag', className: IMAGE_VIEW, id: 'drag_bar', flags: { clickable: false }, children: [] },
    label('.picker-header', 'privacy_text'),
    { match: '.picker-toolbar', className: 'android.view.ViewGroup', id: 'toolbar' },
    { match: '.picker-tabs', className: 'android.widget.HorizontalScrollView', id: 'tab_layout' },
    label('.picker-album-title'),
    ...BANNER,
    { match: '.photo-grid-scroller', around: IN_TAB, className: RECYCLER, id: 'picker_tab_recyclerview' },
    { match: '.album-grid', around: IN_TAB, className: RECYCLER, id: 'picker_tab_recyclerview' },
    { match: '.photo-grid', className: RECYCLER, isTransparent: true },
    label('.photo-grid-header', 'date_header_title'),
    PHOTO_CELL,
    ALBUM,
    { match: '.picker-empty', className: 'android.widget.ScrollView', id: 'android:id/empty' },
    label('.picker-empty p', 'empty_text_view'),
    label('.picker-loading p', 'loading_text_view'),
    {
      match: '.picker-loading [role="progressbar"]',
      ...{ className: 'android.widget.ProgressBar', id: 'progress_bar', children: [] },
    },
    { match: '.bottom-bar', className: FRAME, id: 'picker_bottom_bar' },
    button('.bottom-bar-view', 'button_view_selected'),
    button('.bottom-bar-confirm', 'button_add'),
    button('.profile-button', 'profile_button'),
    label('.snackbar', 'snackbar_text'),
  ],
};

/** The preview of the XML picker: a fragment of the same activity, that stands in place of the tabs. */
export const CLASSIC_PREVIEW: WindowTable = {
  hasIds: true,
  match: '.picker:not([data-ui="modern"]) .preview',
  packageName: MEDIA_PROVIDER_NAME,
  rules: [
    {
      match: '.preview-page',
      around: [
        { className: 'androidx.viewpager.widget.ViewPager', id: 'preview_viewPager' },
        { className: RECYCLER, flags: { focusable: true } },
      ],
      className: FRAME,
    },
    {
      match: '.preview-picture',
      ...{ className: IMAGE_VIEW, id: 'preview_imageView', description: 'name', children: [] },
    },
    {
      match: 'video',
      around: [{ className: FRAME, id: 'preview_player_container' }],
      ...{ className: 'android.view.SurfaceView', id: 'preview_player_view', description: 'name', children: [] },
    },
    {
      match: '.preview-play',
      ...{ className: 'android.widget.ImageButton', id: 'exo_play_pause', description: 'name', children: [] },
    },
    {
      match: '.preview-mute',
      ...{ className: 'android.widget.ImageButton', id: 'preview_mute', description: 'name', children: [] },
    },
    { match: '.preview-top', className: 'android.view.ViewGroup', id: 'toolbar' },
    label('.preview-format', 'text_motion_photo'),
    { match: '.preview-bar', className: FRAME, id: 'preview_bottom_bar' },
    button('.preview-select', 'preview_selected_check_button'),
    button('.preview-add', 'preview_add_or_select_button'),
    button('.preview-confirm', 'preview_add_button'),
    label('.snackbar', 'snackbar_text'),
  ],
};

/** What it asks or tells over itself: AlertDialog, or its own error_dialog. */
export const CLASSIC_ALERT: WindowTable = {
  hasIds: true,
  match: '.picker:not([data-ui="modern"]) .alert-scrim',
  packageName: MEDIA_PROVIDER_NAME,
  rules: ALERT_RULES,
};

export const CLASSIC_MENU: WindowTable = {
  hasIds: true,
  match: '.picker:not([data-ui="modern"]) :is(.docs-menu, .profile-menu)',
  packageName: MEDIA_PROVIDER_NAME,
  rules: [{ match: '[role="menu"]', className: 'android.widget.ListView' }],
};
