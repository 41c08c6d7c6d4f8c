// The JavaScript half of a native module, as it is published: it knows React Native, and nothing of Android's classes.
import { DeviceEventEmitter, NativeModules, PermissionsAndroid, Platform } from 'react-native';

export type Photo = Readonly<{ uri: string; filename: string; width: number; height: number; timestamp: number }>;

export type Access = 'granted' | 'limited' | 'denied' | 'never_ask_again';

/** Limited is not denied: from Android 14 on the answer has READ_MEDIA_VISUAL_USER_SELECTED granted, and the others not. */
export async function requestAccess(): Promise<Access> {
  const { READ_EXTERNAL_STORAGE, READ_MEDIA_IMAGES, READ_MEDIA_VISUAL_USER_SELECTED } = PermissionsAndroid.PERMISSIONS;
  if (Platform.Version < 33) return PermissionsAndroid.request(READ_EXTERNAL_STORAGE);
  const asked = Platform.Version < 34 ? [READ_MEDIA_IMAGES] : [READ_MEDIA_IMAGES, READ_MEDIA_VISUAL_USER_SELECTED];
  const answers = await PermissionsAndroid.requestMultiple(asked);
  if (answers[READ_MEDIA_IMAGES] === 'granted') return 'granted';
  if (answers[READ_MEDIA_VISUAL_USER_SELECTED] === 'granted') return 'limited';
  return answers[READ_MEDIA_IMAGES] ?? 'denied';
}

export function getPhotos(first: number): Promise<readonly Photo[]> {
  return NativeModules.RNCameraRoll.getPhotos({ first });
}

/** Called after photos came or went; the function it answers ends that. */
export function onPhotosChanged(listener: () => void): () => void {
  const subscription = DeviceEventEmitter.addListener('photosChanged', listener);
  return () => subscription.remove();
}
