// Mirrors com.android.internal.app.AlertController and its alert_dialog_material.
import type { ViewRule } from '../viewTemplate.ts';

const TEXT_VIEW = 'android.widget.TextView';
const LINEAR = 'android.widget.LinearLayout';

export const ALERT_RULES: readonly ViewRule[] = [
  {
    match: '.alert',
    around: [{ className: 'android.widget.FrameLayout' }],
    ...{ className: LINEAR, id: 'android:id/parentPanel' },
  },
  { match: '.alert-title', className: TEXT_VIEW, id: 'android:id/alertTitle', text: 'seen', children: [] },
  { match: '.alert-message', className: TEXT_VIEW, id: 'android:id/message', text: 'seen', children: [] },
  { match: '.alert-buttons', className: 'android.widget.ScrollView', id: 'android:id/buttonPanel' },
  // The one that agrees stands last.
  {
    match: '.alert-buttons button:last-child',
    ...{ className: 'android.widget.Button', id: 'android:id/button1', text: 'seen', children: [] },
  },
  {
    match: '.alert-buttons button',
    ...{ className: 'android.widget.Button', id: 'android:id/button2', text: 'seen', children: [] },
  },
];
