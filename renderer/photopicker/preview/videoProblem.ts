// Mirrors CloudMediaSurfaceStateChangedCallback's two errors: one may be tried again, the other not.

/** `connection`: the bytes did not come, PLAYBACK_STATE_ERROR_RETRIABLE_FAILURE. `format`: nothing can be made of them here. */
export type VideoProblem = 'connection' | 'format';

/** MediaError.code: the media engine's own words for what went wrong. */
const MEDIA_ERR_NETWORK = 2;

/**
 * What an error of a video element means.
 * @param code MediaError.code
 * @param doBytesCome whether the device still answers for the bytes: the element says of a refusal, too, that it
 *   does not know the format
 */
export function videoProblem(code: number, doBytesCome: boolean): VideoProblem {
  return code === MEDIA_ERR_NETWORK || !doBytesCome ? 'connection' : 'format';
}
