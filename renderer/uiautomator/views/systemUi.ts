// Mirrors SystemUI's notification shade, res/layout/super_notification_shade and notification_template_*.
import { sameName, type WindowTable } from '../viewTemplate.ts';

const TEXT_VIEW = 'android.widget.TextView';
const FRAME = 'android.widget.FrameLayout';

export const NOTIFICATION_SHADE: WindowTable = {
  hasIds: true,
  match: '.shade-scrim',
  packageName: sameName('com.android.systemui'),
  rules: [
    { match: '.shade', className: FRAME, id: 'notification_panel' },
    { match: '.shade-list', className: 'android.view.ViewGroup', id: 'notification_stack_scroller' },
    { match: '.notification', className: FRAME, id: 'expandableNotificationRow' },
    { match: '.notification h3', className: TEXT_VIEW, id: 'android:id/title', text: 'seen', children: [] },
    { match: '.notification p', className: TEXT_VIEW, id: 'android:id/text', text: 'seen', children: [] },
  ],
};
