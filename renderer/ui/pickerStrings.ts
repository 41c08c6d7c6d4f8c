// What the photo picker says: mostly the Compose one, which has words of its own for nearly everything.

export const PICKER_STRINGS = {
  'modern.empty.photos.body': 'Start capturing photos and videos',
  'modern.empty.favorites.body': 'Photos and videos you mark as favorites will be here',
  'modern.empty.videos.body': 'Start capturing videos',
  'modern.empty.camera.body': 'Photos and videos you take with the camera will be here',
  'modern.clear': 'Deselect all',
  'modern.count': '{n} photos or videos selected',
  'modern.privacy': '{app} will only have access to the photos you select',
  'modern.permissionMode': 'Select photos and videos that you allow {app} to access',
  'modern.dismiss': 'Dismiss',
  'modern.handle': 'Drag handle',
  'modern.navigation': 'Photos and albums',
  'picker.cloudMediaApp': 'Cloud media app',
  'picker.chooseCloudMediaApp': 'Choose cloud media app',
} as const;
