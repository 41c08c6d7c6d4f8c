// Mirrors UserId.getContentResolver of the photo picker: a question is asked of the user it is about.
import type { Bundle } from '../../../contract/android/cursor.ts';
import type { Uri } from '../../../contract/android/uri.ts';
import { WORK_USER_ID } from '../../device/device.ts';
import type { PickerQuestion } from './pickerProvider.ts';
import type { PickerQueries } from './workProfileMedia.ts';

export class UsersMedia implements PickerQueries {
  readonly #owner: PickerQueries;
  readonly #work: PickerQueries;

  constructor(owner: PickerQueries, work: PickerQueries) {
    this.#owner = owner;
    this.#work = work;
  }

  queryMedia(question: PickerQuestion) {
    return this.#of(question.args).queryMedia(question);
  }

  queryTimeline(question: PickerQuestion) {
    return this.#of(question.args).queryTimeline(question);
  }

  queryAlbums(question: PickerQuestion) {
    return this.#of(question.args).queryAlbums(question);
  }

  queryV2(uri: Uri, args: Bundle) {
    return this.#of(args).queryV2(uri, args);
  }

  /** The one who uses the device, where it is not said. */
  #of({ user_id }: Bundle): PickerQueries {
    return user_id === WORK_USER_ID ? this.#work : this.#owner;
  }
}
