// Mirrors MediaProvider's PermissionActivity and its res/layout/permission_body.xml.
import type { ViewRule, WindowTable } from '../viewTemplate.ts';
import { ALERT_RULES } from './alertDialog.ts';
import { MEDIA_PROVIDER_NAME } from './photoPicker.ts';

const thumbnail = (nth: number): ViewRule => ({
  match: `.media-request-thumbnails li:nth-child(${nth}):not(:has(.media-request-more)) img`,
  ...{ className: 'android.widget.ImageView', id: `thumb${nth}`, description: 'name', children: [] },
});

export const MEDIA_REQUEST: WindowTable = {
  hasIds: true,
  match: '.alert-scrim:has(.media-request)',
  packageName: MEDIA_PROVIDER_NAME,
  rules: [
    {
      match: '.media-request-picture img',
      ...{ className: 'android.widget.ImageView', id: 'thumb_full', description: 'name', children: [] },
    },
    ...[1, 2, 3].map(thumbnail),
    {
      match: '.media-request-more',
      around: [{ className: 'android.widget.FrameLayout', id: 'thumb_more_container' }],
      ...{ className: 'android.widget.TextView', id: 'thumb_more_text', text: 'seen', children: [] },
    },
    {
      match: '.media-request-names',
      ...{ className: 'android.widget.TextView', id: 'list', text: 'seen', children: [] },
    },
    ...ALERT_RULES,
  ],
};
