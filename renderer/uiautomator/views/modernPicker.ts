// Mirrors the Compose picker, photopicker/, as Compose tells accessibility services of it.
import { builtAs, type ViewRule, type ViewTemplate, type WindowTable } from '../viewTemplate.ts';

const VIEW = 'android.view.View';
const TEXT_VIEW = 'android.widget.TextView';
const PHOTOPICKER_NAME = builtAs('com.android.photopicker', 'com.google.android.photopicker');

/** What Compose adds below a node with a role, and no view of its own, where it has children. */
const ROLE_OF_BUTTON: ViewTemplate = { className: 'android.widget.Button', children: [] };

const words = (match: string): ViewRule => ({ match, className: TEXT_VIEW, text: 'seen', children: [] });

/** A button with words: a node that takes the click, its words, and its role. */
const textButton = (match: string): ViewRule => ({
  ...{ match, className: VIEW },
  children: [{ className: TEXT_VIEW, text: 'seen', children: [] }, ROLE_OF_BUTTON],
});

/** A button that is an icon: a node that takes the click, and the icon with the description. */
const iconButton = (match: string): ViewRule => ({
  ...{ match, className: VIEW },
  children: [{ className: VIEW, at: 'svg', description: 'name', children: [] }, ROLE_OF_BUTTON],
});

/** A button that is only drawn: a circle, a handle. */
const namedButton = (match: string): ViewRule => ({
  ...{ match, className: VIEW },
  children: [{ className: VIEW, description: 'name', children: [] }, ROLE_OF_BUTTON],
});

/**
 * MediaGrid.defaultBuildMediaItem: the cell merges what is in it and takes the taps. It has children, so Compose leaves it
 * without its description and adds one view, as large as the cell, that has nothing else.
 */
const PHOTO_CELL: ViewRule = {
  match: '.photo-cell',
  ...{ className: VIEW, flags: { clickable: true, focusable: true, longClickable: true } },
  children: [
    { className: VIEW, description: 'name', children: [] },
    { className: TEXT_VIEW, at: '[data-badge="video"]', text: 'seen', children: [] },
    { className: TEXT_VIEW, at: '.photo-cell-check[data-order]', text: '@data-order', children: [] },
  ],
};

const ALBUM: ViewRule = {
  match: '.album',
  ...{ className: VIEW, flags: { clickable: true, focusable: true } },
  children: [{ className: TEXT_VIEW, at: '.album-name', text: 'seen', children: [] }],
};

const COMPOSE: readonly ViewTemplate[] = [
  { className: 'androidx.compose.ui.platform.ComposeView' },
  { className: VIEW },
];

const COMMON: readonly ViewRule[] = [
  PHOTO_CELL,
  ALBUM,
  { match: '.photo-grid', className: VIEW, isTransparent: true },
  words('.photo-grid-header'),
  {
    match: '.selection-bar-count',
    ...{ className: TEXT_VIEW, text: 'seen', description: 'name', children: [] },
  },
  iconButton('button.icon-button'),
  namedButton('button[aria-label]'),
  {
    match: '[role="tab"]',
    className: VIEW,
    children: [{ className: TEXT_VIEW, text: 'seen', children: [] }, ROLE_OF_BUTTON],
  },
  textButton('button'),
  { match: '.photo-grid-scroller', className: VIEW },
];

/** Compose has no resources: nothing in it has an id. */
export const MODERN_PICKER: WindowTable = {
  hasIds: false,
  match: '.picker[data-ui="modern"]',
  packageName: PHOTOPICKER_NAME,
  rules: [{ match: '.sheet', around: COMPOSE, className: VIEW }, ...COMMON],
};

/** A dialog of its own. */
export const MODERN_PREVIEW: WindowTable = {
  hasIds: false,
  match: '.picker[data-ui="modern"] .preview',
  packageName: PHOTOPICKER_NAME,
  rules: [
    { match: '.preview', around: COMPOSE, className: VIEW },
    { match: '.preview-picture', className: VIEW, description: 'name', children: [] },
    ...COMMON,
  ],
};

/** Alerts and menus are nodes of the same kind in windows of their own. */
export const MODERN_POPUP: WindowTable = {
  hasIds: false,
  match: '.picker[data-ui="modern"] :is(.alert-scrim, .docs-menu, .profile-menu)',
  packageName: PHOTOPICKER_NAME,
  rules: [
    { match: '.alert, [role="menu"]', around: COMPOSE, className: VIEW },
    textButton('[role="menuitem"], [role="menuitemradio"]'),
    ...COMMON,
  ],
};
