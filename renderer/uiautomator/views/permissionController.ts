// Mirrors PermissionController's res/layout/grant_permissions_material3.xml and app_permission.xml.
import { builtAs, sameName, type ViewRule, type ViewTemplate, type WindowTable } from '../viewTemplate.ts';

const TEXT_VIEW = 'android.widget.TextView';

/** Who answers a dialog's button, and the resource that is. */
const BUTTON_IDS: Readonly<Record<string, string>> = {
  ALLOW: 'permission_allow_button',
  ALLOW_FOREGROUND: 'permission_allow_foreground_only_button',
  ALLOW_ONE_TIME: 'permission_allow_one_time_button',
  ALLOW_SELECTED: 'permission_allow_selected_button',
  ALLOW_ALL: 'permission_allow_all_button',
  DENY: 'permission_deny_button',
  DENY_AND_DONT_ASK_AGAIN: 'permission_deny_and_dont_ask_again_button',
  DONT_SELECT_MORE: 'permission_dont_allow_more_selected_button',
};

const BUTTONS: readonly ViewRule[] = Object.entries(BUTTON_IDS).map(([button, id]) => ({
  match: `.grant-dialog-buttons [data-id="${button}"]`,
  ...{ className: 'android.widget.Button', id, text: 'seen', children: [] },
}));

const TITLE: ViewTemplate = {
  ...{ className: 'android.widget.LinearLayout' },
  children: [
    { className: 'android.widget.ImageView', id: 'permission_icon', at: '.grant-dialog-icon', children: [] },
    { className: TEXT_VIEW, id: 'permission_message', at: '.grant-dialog-title', text: 'seen', children: [] },
  ],
};

const PERMISSION_CONTROLLER = {
  hasIds: true,
  packageName: builtAs('com.android.permissioncontroller', 'com.google.android.permissioncontroller'),
  // Google's build has a package name of its own, and AOSP's resources.
  resources: sameName('com.android.permissioncontroller'),
} as const;

export const GRANT_DIALOG: WindowTable = {
  ...PERMISSION_CONTROLLER,
  match: '.grant-dialog-scrim',
  rules: [
    {
      match: '.grant-dialog',
      around: [{ className: 'android.widget.ScrollView' }],
      ...{ className: 'android.widget.LinearLayout', id: 'grant_dialog' },
    },
    {
      match: '.grant-dialog-body',
      ...{ className: 'android.widget.LinearLayout', id: 'content_container', children: [TITLE] },
    },
    { match: '.grant-dialog-buttons', className: 'android.widget.LinearLayout' },
    ...BUTTONS,
  ],
};

const RADIO_IDS: Readonly<Record<string, string>> = {
  ALLOW: 'allow_radio_button',
  ALLOW_ALL_FILES: 'allow_radio_button',
  LIMITED: 'select_radio_button',
  ASK: 'ask_radio_button',
  DENY: 'deny_radio_button',
};

/** The pages of Settings that are PermissionController's. */
export const PERMISSION_PAGE_RULES: readonly ViewRule[] = [
  { match: '.settings-permission > h2', className: TEXT_VIEW, id: 'permission_message', text: 'seen', children: [] },
  ...Object.entries(RADIO_IDS).map(
    ([radio, id]): ViewRule => ({
      match: `[data-radio="${radio}"]`,
      ...{ className: 'android.widget.RadioButton', id, text: 'seen', children: [] },
    }),
  ),
  {
    match: '.settings-edit button',
    ...{ className: 'android.widget.ImageButton', id: 'edit_selected_button', description: 'name', children: [] },
  },
  { match: '.settings-link', className: TEXT_VIEW, id: 'footer_link_1', text: 'seen', children: [] },
];

export const PERMISSION_PAGE: Omit<WindowTable, 'match' | 'rules'> = PERMISSION_CONTROLLER;
